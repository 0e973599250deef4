"""The sheets of the day: papers typed on a grid, the board 唱票, the register 签到."""
