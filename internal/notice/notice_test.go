package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"corridor/internal/shared"
)

// TestNoticeIsUpToDate compares NOTICE with what is linked and bundled. Where
// the page's packages are not installed, only their names are compared.
func TestNoticeIsUpToDate(t *testing.T) {
	root := shared.Project()
	have, err := os.ReadFile(filepath.Join(root, "NOTICE"))
	if err != nil {
		t.Fatal(err)
	}
	modules, err := modulesOf(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	packages, err := packagesOf(root)
	if err != nil {
		t.Fatal(err)
	}
	for i := range modules {
		if err := modules[i].read(); err != nil {
			t.Fatal(err)
		}
	}
	rest, found := strings.CutPrefix(string(have), head+section(titleData, data)+section(titleModules, modules))
	if !found {
		t.Fatal("NOTICE is not of the modules that are linked: make notice")
	}
	if _, err := os.Stat(filepath.Join(root, "web", "node_modules")); err != nil {
		if named, want := headings(rest), namesOf(packages); !slices.Equal(named, want) {
			t.Errorf("NOTICE names the packages %v, bundled are %v: make notice", named, want)
		}
		return
	}
	for i := range packages {
		if err := packages[i].read(); err != nil {
			t.Fatal(err)
		}
	}
	if rest != section(titlePackages, packages) {
		t.Error("NOTICE is not of the packages that are bundled: make notice")
	}
}

// TestDataIsThatWhichIsEmbedded holds that what NOTICE names as data is named
// beside its embedding, and that nothing else of the kind is embedded unnamed.
func TestDataIsThatWhichIsEmbedded(t *testing.T) {
	named := map[string]bool{}
	for _, w := range data {
		named[w.folder] = true
		if !strings.Contains(sources(t, w.folder), w.name) {
			t.Errorf("no file of %s names the %s", w.folder, w.name)
		}
	}
	archives, err := filepath.Glob(filepath.Join(shared.Project(), "internal", "*", "*", "*.zip"))
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, archive := range archives {
		folder, err := filepath.Rel(shared.Project(), filepath.Dir(archive))
		if err != nil || !named[filepath.ToSlash(folder)] {
			t.Errorf("%s is not in data: %v", archive, err)
		}
	}
}

// sources is the text of a package.
func sources(t *testing.T, folder string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(shared.Project(), folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}

var heading = regexp.MustCompile(`(?m)^(@?[a-z0-9][a-z0-9._/-]* [0-9]+\.[0-9]+\.[0-9]+\S*) \(.*\)$`)

// headings are the names of works in a section, sorted.
func headings(text string) (names []string) {
	for _, m := range heading.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return names
}

func namesOf(works []work) (names []string) {
	for _, w := range works {
		names = append(names, w.name)
	}
	return names
}

// project is a folder with a lock file of npm and one package installed.
func project(t *testing.T, lock string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range map[string]string{
		"web/package-lock.json":             lock,
		"web/node_modules/drawn/LICENSE.md": "Copyright A. Person\r\n\r\nPermission is hereby granted, free of charge,\r\nto any person ...\r\n",
		"web/node_modules/odd/LICENSE":      "Do with it what you like.",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

const lock = `{"lockfileVersion": 3, "packages": {
	"": {"dependencies": {"drawn": "1.0.0"}},
	"node_modules/tool": {"version": "9.0.0", "dev": true},
	"node_modules/tool-by-chance": {"version": "9.0.0", "devOptional": true},
	"node_modules/drawn": {"version": "1.0.0"},
	"node_modules/odd": {"version": "2.0.0"},
	"node_modules/@some/one": {"version": "3.0.0-rc.1"},
	"node_modules/drawn/node_modules/inner": {"version": "4.0.0"}}}`

func TestPackagesAreThoseThatAreBundled(t *testing.T) {
	packages, err := packagesOf(project(t, lock))
	want := []string{"@some/one 3.0.0-rc.1", "drawn 1.0.0", "inner 4.0.0", "odd 2.0.0"}
	if err != nil || !slices.Equal(namesOf(packages), want) {
		t.Fatalf("%v, %v", namesOf(packages), err)
	}
	for i, wrong := range []string{"is not installed (npm ci", "", "is not installed (npm ci", "no licence known here"} {
		err := packages[i].read()
		if (err == nil) != (wrong == "") || err != nil && !strings.Contains(err.Error(), wrong) {
			t.Errorf("%s: %v, want %q", packages[i].name, err, wrong)
		}
	}
	text := section(titlePackages, packages[1:2])
	if !strings.Contains(text, "\ndrawn 1.0.0 (MIT)\n-") || !strings.Contains(text, "Copyright A. Person\n\nPermission") {
		t.Error(text)
	}
	if names := headings(text); !slices.Equal(names, []string{"drawn 1.0.0"}) {
		t.Errorf("headings: %v", names)
	}
	if _, err := packagesOf(project(t, `{"lockfileVersion": 1}`)); err == nil || !strings.Contains(err.Error(), "npm 7 or newer") {
		t.Errorf("an old lock file: %v", err)
	}
	if packages, err := packagesOf(t.TempDir()); err != nil || packages != nil {
		t.Errorf("no lock file: %v, %v", packages, err)
	}
}

func TestModulesAreNotListedWithoutGo(t *testing.T) {
	if _, err := modulesOf(t.Context(), t.TempDir()); err == nil || !strings.Contains(err.Error(), "go.mod file not found") {
		t.Errorf("in a folder of no module: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := modulesOf(t.Context(), shared.Project()); !errors.Is(err, exec.ErrNotFound) {
		t.Errorf("without go: %v", err)
	}
}

func TestWorksOfOneTextStandTogether(t *testing.T) {
	text := section("Works", []work{{name: "a 1", licences: []string{"MIT"}, text: "same"}, {name: "b 1", licences: []string{"MIT"}, text: "other"}, {name: "c 1", licences: []string{"MIT"}, text: "same"}})
	if !strings.Contains(text, "a 1 (MIT)\nc 1 (MIT)\n-") || strings.Count(text, "\nsame\n") != 1 || strings.Index(text, "b 1") < strings.Index(text, "c 1") {
		t.Error(text)
	}
}

func TestLicencesAreToldByTheirWords(t *testing.T) {
	for text, want := range map[string][]string{
		"Apache License\n   Version 2.0, January 2004":                                                                    {"Apache-2.0"},
		"Redistribution and use in source and\nbinary forms, with":                                                        {"BSD-2-Clause"},
		"Redistribution and use in source and binary forms ... may be used to endorse or promote products derived from":   {"BSD-3-Clause"},
		"Permission is hereby granted, free of charge, to any person. Licensed under the Apache License, Version 2.0":     {"Apache-2.0", "MIT"},
		"GNU GENERAL PUBLIC LICENSE Version 3, 29 June 2007":                                                              nil,
		"Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is granted": {"ISC"},
	} {
		if have := licencesIn(text); !slices.Equal(have, want) {
			t.Errorf("%q: %v, want %v", text, have, want)
		}
	}
}
