package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	licenceFile = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying)`)
	noticeFile  = regexp.MustCompile(`(?i)^(notice|patents|third.party)`)
)

// read reads the licences and notices that lie in the top folder of a work.
func (w *work) read() error {
	files, err := os.ReadDir(w.folder) // sorted by name
	if err != nil {
		return fmt.Errorf("%s is not installed (npm ci in web does it): %w", w.name, err)
	}
	var texts []string
	for _, file := range files {
		isLicence := licenceFile.MatchString(file.Name())
		if file.IsDir() || !isLicence && !noticeFile.MatchString(file.Name()) {
			continue
		}
		read, err := os.ReadFile(filepath.Join(w.folder, file.Name()))
		if err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
		text := plain(string(read))
		if isLicence {
			w.licences = append(w.licences, licencesIn(text)...)
		}
		texts = append(texts, text)
	}
	if len(w.licences) == 0 {
		return fmt.Errorf("%s: no licence known here in its folder: read what it is under, and add the words that tell", w.name)
	}
	w.text = strings.Join(texts, "\n\n")
	return nil
}

// plain is a text with one kind of line ends and no blanks at the ends of lines.
func plain(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		lines = append(lines, strings.TrimRight(line, " \t\r\n\f"))
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// telling are words that tell a licence, of licences whose conditions we meet.
// BSD's three clauses are told before its two.
var telling = []struct{ licence, words string }{
	{"Apache-2.0", "Apache License, Version 2.0"},
	{"Apache-2.0", "Apache License Version 2.0"},
	{"MIT", "Permission is hereby granted, free of charge, to any person"},
	{"ISC", "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee"},
	{"ISC", "Permission to use, copy, modify, and distribute this software for any purpose with or without fee"},
	{"BSD-3-Clause", "may be used to endorse or promote products derived"},
	{"BSD-2-Clause", "Redistribution and use in source and binary forms"},
}

// licencesIn names the licences of a text, in the order of telling.
func licencesIn(text string) (found []string) {
	text = strings.Join(strings.Fields(text), " ")
	known := map[string]bool{}
	for _, t := range telling {
		isShorter := t.licence == "BSD-2-Clause" && known["BSD-3-Clause"]
		if !known[t.licence] && !isShorter && strings.Contains(text, t.words) {
			known[t.licence] = true
			found = append(found, t.licence)
		}
	}
	return found
}
