// RETURN 1 (round trip)
RETURN 1 AS one
