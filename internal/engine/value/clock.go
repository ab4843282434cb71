package value

const (
	secondsPerDay  = 86_400
	nanosPerSecond = 1_000_000_000
	nanosPerDay    = secondsPerDay * nanosPerSecond
)

// A clock face is a time of day in its parts.
type clockFace struct{ hour, minute, second, nano int64 }

func clockOf(nanosOfDay int64) clockFace {
	seconds := nanosOfDay / nanosPerSecond
	return clockFace{seconds / 3600, seconds / 60 % 60, seconds % 60, nanosOfDay % nanosPerSecond}
}

// nanos are the nanoseconds from midnight to c.
func (c clockFace) nanos() int64 {
	return ((c.hour*60+c.minute)*60+c.second)*nanosPerSecond + c.nano
}
