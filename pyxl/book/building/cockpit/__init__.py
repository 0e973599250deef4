"""首页 and 统计: the figures, their charts, the next step."""
