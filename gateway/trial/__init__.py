"""Operations one at a time: tried on the service itself, or on a recorded answer."""
