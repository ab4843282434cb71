package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"corridor/internal/engine"
	"corridor/internal/engine/value"
)

// source answers a query by name: the floor or a database.
type source func(name string, p parameters) ([]row, error)

func (f *floor) answer(name string, p parameters) ([]row, error) { return byHand[name](f, p), nil }

// answer runs a query and gives its rows as the floor would.
func (g *graph) answer(name string, p parameters) ([]row, error) {
	text, _ := query(name)
	result, err := g.database.Run(context.Background(), text, p, engine.TxOptions{Access: engine.Read})
	if err != nil {
		return nil, fmt.Errorf("running %s: %w", name, err)
	}
	var rows []row
	for result.Next() {
		cells := make(row, len(result.Row()))
		for i, v := range result.Row() {
			cells[i] = plain(v)
		}
		rows = append(rows, cells)
	}
	if _, err := result.Consume(); err != nil {
		return nil, fmt.Errorf("running %s: %w", name, err)
	}
	return rows, nil
}

// plain is a value as Go has it: the queries return numbers, text and lists of numbers.
func plain(v value.Value) any {
	switch v.Kind() {
	case value.Integer:
		return int(v.Int())
	case value.String:
		return v.Text()
	case value.List:
		items := []int{}
		for _, item := range v.Items() {
			items = append(items, int(item.Int()))
		}
		return items
	}
	return fmt.Sprint("a value that no query should return: ", value.Print(v))
}

// checksum is one over the answers to all parameters of a query. Lists are
// sorted before, and the rows of unwind, as nothing says in which order they come.
func (d *dataset) checksum(name string, ask source) (string, error) {
	hash := sha256.New()
	for _, p := range d.parameters[name] {
		rows, err := ask(name, p)
		if err != nil {
			return "", err
		}
		if rows == nil {
			rows = []row{}
		}
		for _, r := range rows {
			for _, cell := range r {
				if list, ok := cell.([]int); ok {
					slices.Sort(list)
				}
			}
		}
		if name == "unwind" {
			slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a[0].(int), b[0].(int)) })
		}
		line, err := json.Marshal(rows)
		if err != nil {
			return "", fmt.Errorf("the answer to %s: %w", name, err)
		}
		hash.Write(append(line, '\n'))
	}
	return hex.EncodeToString(hash.Sum(nil))[:16], nil
}
