package main

import (
	"log/slog"
	"os/exec"
	"runtime"
)

// showPage opens an address in the reader's browser. What goes wrong is a
// warning: the service is of use without it. The libraries for this had no
// release for years and do little more.
func showPage(log *slog.Logger, address string) {
	var open *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		open = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	case "darwin":
		open = exec.Command("open", address)
	default:
		open = exec.Command("xdg-open", address)
	}
	if err := open.Run(); err != nil {
		log.Warn("the page could not be opened in a browser: open its address yourself", "address", address, "error", err)
	}
}
