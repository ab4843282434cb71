package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	model "corridor/graph" // graph is a database here
	"corridor/internal/db"
	"corridor/internal/invented"
)

// pageSeed names the dataset of -page, which is the same each time.
const pageSeed = 1

// layPage puts a made-up dataset into the folder of a database. Its edition is
// higher than any, so that the program leaves it there.
func layPage(folder string, nodes, relationships int) error {
	ds, err := invented.Dataset(pageSeed, nodes, relationships)
	if err != nil {
		return fmt.Errorf("making up a dataset: %w", err)
	}
	if there, err := os.ReadDir(folder); err == nil && len(there) > 0 {
		return fmt.Errorf("%s is not empty: name a folder that is, or is not there yet", folder)
	}
	value := model.Build(ds)
	const highest = 1 << 30
	value.Edition = highest
	ctx := context.Background()
	d, err := db.Open(ctx, db.Target{Embedded: true, Folder: folder})
	if err != nil {
		return err
	}
	_, err = d.Load(ctx, value, nil)
	if err := errors.Join(err, d.Close(ctx)); err != nil {
		return err
	}
	fmt.Printf("%s has %d nodes and %d relationships: corridor serve --data %s shows them\n", folder, nodes, relationships, folder)
	return nil
}
