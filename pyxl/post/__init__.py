"""What leaves and what arrives: freezing, masking, sealing, the letter, and the reading of what was sent."""
