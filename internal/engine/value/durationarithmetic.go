package value

func addDuration(a, b Value) (Value, error) { return nullOr(a, b, "add", "and") }

func subtractDuration(a, b Value) (Value, error) { return nullOr(a, b, "subtract", "and") }

func multiplyDuration(a, b Value) (Value, error) { return nullOr(a, b, "multiply", "and") }

func divideDuration(a, b Value) (Value, error) { return nullOr(a, b, "divide", "by") }
