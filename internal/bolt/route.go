package bolt

import "corridor/internal/engine/value"

const routeLasts = 300 // seconds

// route answers who serves what with one address, this server's, as the client
// wrote it: that one reaches it through whatever lies between.
func (s *session) route(fields []value.Value) (*value.Mapping, error) {
	database, err := textAt(fields[2].Mapping(), "db")
	if err != nil {
		return nil, err
	}
	address, err := textAt(fields[0].Mapping(), "address")
	if err != nil {
		return nil, err
	}
	if address == "" {
		address = s.conn.LocalAddr().String()
	}
	name, err := s.Database.Resolve(database)
	if err != nil {
		return nil, err
	}
	var servers []value.Value
	for _, role := range []string{"WRITE", "READ", "ROUTE"} {
		server := &value.Mapping{}
		server.Set("addresses", texts([]string{address}))
		server.Set("role", value.OfString(role))
		servers = append(servers, value.OfMap(server))
	}
	table, answer := &value.Mapping{}, &value.Mapping{}
	table.Set("servers", value.OfList(servers))
	table.Set("ttl", value.OfInt(routeLasts))
	table.Set("db", value.OfString(name))
	answer.Set("rt", value.OfMap(table))
	return answer, nil
}
