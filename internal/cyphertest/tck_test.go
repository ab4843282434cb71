package cyphertest_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"corridor/internal/cyphertest"
	"corridor/internal/shared"
)

// patience is how long a scenario may take; most take a millisecond.
const patience = 20 * time.Second

// TestTCK runs every scenario of the openCypher TCK on the engine in memory.
// A known gap is an expected failure that fails when it passes.
func TestTCK(t *testing.T) {
	suite, err := cyphertest.Load(tckFolder(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(suite.Scenarios) == 0 {
		t.Fatal("the folder holds no scenario")
	}
	gaps := knownGaps(t)
	var passed, failed int
	for _, scenario := range suite.Scenarios {
		if scenario.Ignored {
			continue
		}
		err := runScenario(suite, scenario)
		reason, known := gaps[scenario.ID()]
		delete(gaps, scenario.ID())
		switch {
		case err == nil && known:
			t.Errorf("%s passes: its line in testdata/known_gaps.txt (%s) is no longer needed", scenario.ID(), reason)
		case err != nil && !known:
			t.Errorf("%s: %v", scenario.ID(), err)
		}
		if err == nil {
			passed++
		} else {
			failed++
		}
	}
	if _, whole := os.LookupEnv("CORRIDOR_TCK"); !whole {
		for id := range gaps {
			t.Errorf("testdata/known_gaps.txt names %q, which is no scenario", id)
		}
	}
	t.Logf("%d passed, %d failed", passed, failed)
}

// tckFolder is CORRIDOR_TCK or, without it, the part of the suite that is shared.
func tckFolder(t *testing.T) string {
	if folder := os.Getenv("CORRIDOR_TCK"); folder != "" {
		return folder
	}
	return shared.Folder(t, "tck", "the openCypher TCK is not run")
}

func runScenario(suite *cyphertest.Suite, scenario *cyphertest.Scenario) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	target, err := openTarget()
	if err != nil {
		return err
	}
	return errors.Join(suite.Run(ctx, scenario, target), target.close())
}

// knownGaps reads lines "scenario -- reason".
func knownGaps(t *testing.T) map[string]string {
	text, err := os.ReadFile(filepath.Join("testdata", "known_gaps.txt"))
	if err != nil {
		t.Fatal(err)
	}
	gaps := map[string]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		id, reason, reasoned := strings.Cut(line, " -- ")
		if !reasoned {
			t.Fatalf("known gap without a reason: %s", line)
		}
		gaps[id] = reason
	}
	return gaps
}
