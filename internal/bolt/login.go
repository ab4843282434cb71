package bolt

import (
	"slices"
	"time"

	"corridor/internal/engine/value"
)

// hello says who the server is; what the client says of itself is its own
// affair, but for how it wants dates and remarks.
func (s *session) hello(fields []value.Value) (*value.Mapping, error) {
	m := fields[0].Mapping()
	patches, _, err := textsAt(m, "patch_bolt")
	if err != nil {
		return nil, err
	}
	if s.wanted, err = s.wanted.with(m); err != nil {
		return nil, err
	}
	answer := &value.Mapping{}
	answer.Set("server", value.OfString(s.agent()))
	answer.Set("connection_id", value.OfString(s.id))
	answer.Set("hints", value.OfMap(nil))
	if !s.version.utc && slices.Contains(patches, "utc") {
		s.out.utc = true
		answer.Set("patch_bolt", value.OfList([]value.Value{value.OfString("utc")}))
	}
	if s.version.logon {
		s.state = loggedOut
		return answer, nil
	}
	_, err = s.logon(fields)
	return answer, err
}

// logon lets a client in, or ends its session.
func (s *session) logon(fields []value.Value) (*value.Mapping, error) {
	if err := s.Auth.check(fields[0].Mapping(), time.Now()); err != nil {
		s.log.Warn("a login was refused", "reason", err)
		return nil, err
	}
	if user, _ := fields[0].Mapping().Get("principal"); user.Kind() == value.String {
		s.user = user.Text()
	}
	s.state = ready
	s.conn.expect(0)
	return &value.Mapping{}, nil
}

func (s *session) logoff([]value.Value) (*value.Mapping, error) {
	s.state = loggedOut
	s.conn.expect(s.limits.Login)
	return &value.Mapping{}, nil
}

func (s *session) goodbye([]value.Value) (*value.Mapping, error) {
	s.state = done
	return nil, nil
}

// telemetry takes what kind of call the client's program used; nobody asked.
func (s *session) telemetry([]value.Value) (*value.Mapping, error) {
	return &value.Mapping{}, nil
}
