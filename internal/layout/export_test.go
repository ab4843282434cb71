package layout

// Lists are those of labels, by name, for tests.
func Lists() map[string][]string {
	lists := map[string][]string{"across": across, "worth": worth, "bands": nil}
	for _, b := range bands {
		lists["bands"] = append(lists["bands"], b.labels...)
	}
	return lists
}
