package exec

import "corridor/internal/engine/value"

func safetyProcedures() []procedureRow {
	return []procedureRow{
		{signature: "corridor.backup() :: (bytes :: BYTEARRAY)", mode: "READ", doc: "The latest committed state as the bytes of a backup, piece after piece.", stream: backup},
		{signature: "corridor.check() :: (fault :: STRING)", mode: "READ", doc: "Checks the committed graph and its files: a row for each fault.", call: check},
	}
}

// backupRow is how many bytes a row of a backup has: clients fetch many rows at once.
const backupRow = 32 << 10

func backup(st *State, _ []value.Value) (func() ([]value.Value, error), error) {
	image := st.Server.Image()
	var piece []byte
	return func() ([]value.Value, error) {
		if len(piece) == 0 {
			if piece = image.Next(); piece == nil {
				return nil, nil
			}
		}
		n := min(len(piece), backupRow)
		row := piece[:n:n]
		piece = piece[n:]
		return []value.Value{value.OfBytes(row)}, nil
	}, nil
}

func check(st *State, _ []value.Value, yield yielding) error {
	for _, fault := range st.Server.Check() {
		if err := yield([]value.Value{value.OfString(fault.Error())}); err != nil {
			return err
		}
	}
	return nil
}
