// Notice prints what NOTICE says: the works of others that the program and its
// page hold, with their licences. It runs in the project's top folder.
package main

import (
	"context"
	"fmt"
	"os"
)

func main() {
	text, err := notice(context.Background(), ".")
	if err != nil {
		fmt.Fprintln(os.Stderr, "notice:", err)
		os.Exit(1)
	}
	fmt.Print(text)
}
