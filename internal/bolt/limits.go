package bolt

import (
	"cmp"
	"time"
)

// Limits are what a server allows its clients; a zero stands for the default.
type Limits struct {
	Connections  int           // at once; further ones are closed. 1,000
	LoginMessage int           // bytes of a message before the login: 16 KiB
	Message      int           // bytes of a message after it, and of all that a client has sent ahead: 64 MiB
	Values       int           // values in a message, each of which takes more memory than bytes: 4,000,000
	Depth        int           // of values in a message within each other: 1,000, and 16 before the login
	Streams      int           // open results of one transaction: 1,000
	Login        time.Duration // from the connection to the login: 30 s
	Write        time.Duration // until a client has taken what is sent to it: 5 min
	Close        time.Duration // that requests under way may still take when the server ends: 5 s
}

func (l Limits) orDefaults() Limits {
	return Limits{
		Connections:  cmp.Or(l.Connections, 1000),
		LoginMessage: cmp.Or(l.LoginMessage, 16<<10),
		Message:      cmp.Or(l.Message, 64<<20),
		Values:       cmp.Or(l.Values, 4_000_000),
		Depth:        cmp.Or(l.Depth, 1000),
		Streams:      cmp.Or(l.Streams, 1000),
		Login:        cmp.Or(l.Login, 30*time.Second),
		Write:        cmp.Or(l.Write, 5*time.Minute),
		Close:        cmp.Or(l.Close, 5*time.Second),
	}
}

// loginDepth is the depth of what a client may send before it has logged in.
const loginDepth = 16
