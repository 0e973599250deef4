"""What a filled document still needs, since only then its lengths are known: names on one line, the imprint in its place."""
