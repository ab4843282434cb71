package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

const head = `Corridor
Copyright 2026 The Corridor developers

The code of Corridor is under the Apache License 2.0, see LICENSE; the dataset
is under CC BY 4.0, see graph/dataset/LICENSE. The program and its page hold the
works of others named below, under the licences that follow their names.
This file is written by make notice.
`

const (
	titleData     = "Data in the program"
	titleModules  = "Go modules in the program"
	titlePackages = "npm packages in the page"
)

// work is a work of others that is handed on with ours.
type work struct {
	name     string // with its version
	folder   string // where it is installed
	licences []string
	text     string // of its licences and notices
}

// data are works of others that lie in the project itself. Their names stand
// where they are embedded too, which a test compares.
var data = []work{{
	name: "IANA time zone database 2026f", folder: "internal/engine/value", licences: []string{"public domain"},
	text: `The compiled rules of the time zones of the world, internal/engine/value/zones.zip.
The maintainers of the database have put them into the public domain.`,
}}

// notice is the text of the file NOTICE for the project in a folder.
func notice(ctx context.Context, root string) (string, error) {
	modules, err := modulesOf(ctx, root)
	if err != nil {
		return "", err
	}
	packages, err := packagesOf(root)
	if err != nil {
		return "", err
	}
	for _, works := range [][]work{modules, packages} {
		for i := range works {
			if err := works[i].read(); err != nil {
				return "", err
			}
		}
	}
	return head + section(titleData, data) + section(titleModules, modules) + section(titlePackages, packages), nil
}

// section lists works, those of one text together, in the order of the first
// of them. There is none without works.
func section(title string, works []work) string {
	if len(works) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n\n%s\n%s\n", title, strings.Repeat("=", len(title)))
	done := map[string]bool{}
	for _, w := range works {
		if done[w.text] {
			continue
		}
		done[w.text] = true
		b.WriteString("\n\n")
		for _, same := range works {
			if same.text == w.text {
				b.WriteString(same.heading() + "\n")
			}
		}
		fmt.Fprintf(&b, "%s\n\n%s\n", strings.Repeat("-", 80), w.text)
	}
	return b.String()
}

func (w work) heading() string {
	return fmt.Sprintf("%s (%s)", w.name, strings.Join(w.licences, " and "))
}

func sorted(works []work) []work {
	slices.SortFunc(works, func(a, b work) int { return strings.Compare(a.name, b.name) })
	return works
}
