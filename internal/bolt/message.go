package bolt

import "corridor/internal/engine/value"

// state is where a session stands. A set of them, joined by or, is where a
// message may come.
type state uint8

const (
	connected  state = 1 << iota // the client has to say HELLO
	loggedOut                    // it has to log in
	ready                        // nothing is under way
	streaming                    // a query of its own has rows to give
	inside                       // a transaction was begun, and no result is open
	insideOpen                   // some are
	failed                       // requests are ignored until RESET
	done                         // nothing more is read

	anywhere = connected | loggedOut | ready | streaming | inside | insideOpen | failed
)

// String is the state's name in the protocol.
func (s state) String() string {
	return map[state]string{
		connected: "NEGOTIATION", loggedOut: "AUTHENTICATION", ready: "READY", streaming: "STREAMING",
		inside: "TX_READY", insideOpen: "TX_STREAMING", failed: "FAILED", done: "DEFUNCT",
	}[s]
}

const tagReset = 0x0F

// request is a message that clients send.
type request struct {
	tag     byte
	name    string
	fields  string  // their kinds, as in kinds
	states  state   // in which it may come
	skipped bool    // in failed, where it is answered with IGNORED
	since   [2]byte // the version that has it first
	do      func(s *session, fields []value.Value) (*value.Mapping, error)
}

// requests is the table of messages.
func requests() []request {
	return []request{
		{tag: 0x01, name: "HELLO", fields: "m", states: connected, do: (*session).hello},
		{tag: 0x6A, name: "LOGON", fields: "m", states: loggedOut, since: [2]byte{5, 1}, do: (*session).logon},
		{tag: 0x6B, name: "LOGOFF", states: ready, since: [2]byte{5, 1}, do: (*session).logoff},
		{tag: 0x02, name: "GOODBYE", states: anywhere, do: (*session).goodbye},
		{tag: 0x54, name: "TELEMETRY", fields: "i", states: ready, since: [2]byte{5, 4}, do: (*session).telemetry},
		{tag: 0x66, name: "ROUTE", fields: "mlm", states: ready, do: (*session).route},
		{tag: tagReset, name: "RESET", states: anywhere &^ (connected | loggedOut), do: (*session).reset},
		{tag: 0x10, name: "RUN", fields: "smm", states: ready | inside | insideOpen, skipped: true, do: (*session).run},
		{tag: 0x3F, name: "PULL", fields: "m", states: streaming | insideOpen, skipped: true, do: (*session).pull},
		{tag: 0x2F, name: "DISCARD", fields: "m", states: streaming | insideOpen, skipped: true, do: (*session).discard},
		{tag: 0x11, name: "BEGIN", fields: "m", states: ready, do: (*session).begin},
		{tag: 0x12, name: "COMMIT", states: inside | insideOpen, skipped: true, do: (*session).commit},
		{tag: 0x13, name: "ROLLBACK", states: inside | insideOpen, skipped: true, do: (*session).rollback},
	}
}

// parse reads a message of a client: which of the table it is, and its fields.
func (s *session) parse(in incoming) (request, []value.Value, error) {
	message := in.data
	if in.fault != nil {
		return request{}, nil, in.fault
	}
	if len(message) < 2 || message[0]&0xF0 != tinyStruct {
		return request{}, nil, invalid("A message is not a structure.")
	}
	for _, r := range s.requests {
		if r.tag != message[1] || !s.version.atLeast(r.since) {
			continue
		}
		u := s.unpacker(message[2:])
		fields, err := u.items(int(message[0] & 0x0F))
		switch {
		case err != nil:
		case len(u.data) > 0:
			err = invalid("%s is followed by %d bytes that do not belong to it.", r.name, len(u.data))
		case !fit(fields, r.fields):
			err = invalid("The fields of %s are not as they must be.", r.name)
		}
		return r, fields, err
	}
	return request{}, nil, invalid("There is no message 0x%02X.", message[1])
}

func (s *session) unpacker(data []byte) unpacker {
	depth := s.limits.Depth
	if s.state&(connected|loggedOut) != 0 {
		depth = min(depth, loginDepth)
	}
	return unpacker{shapes: s.out.shapes, data: data, depth: depth, values: s.limits.Values}
}
