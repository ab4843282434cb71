package exec

// procedureRows are all built-in procedures.
func procedureRows() []procedureRow {
	return nil
}
