"""Results and citations in the formats that programs ask for, written piece by piece."""
