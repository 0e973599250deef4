"""What the district does not take a town's word for: the cover's claims, and every figure that decides a seat."""
