package db

// Objects returns the rows as maps from column to value.
func (r Rows) Objects() []map[string]any {
	out := make([]map[string]any, len(r.Values))
	for i, values := range r.Values {
		out[i] = make(map[string]any, len(values))
		for j, v := range values {
			out[i][r.Columns[j]] = v
		}
	}
	return out
}
