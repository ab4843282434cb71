package exchange

import (
	"archive/zip"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"corridor"
	"corridor/graph"
)

// file is one in an archive.
type file struct {
	name    string
	content []byte
}

// zipEpoch is the time of all files in an archive: the first that ZIP can have, so
// that the same graph is the same archive.
var zipEpoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// archive writes files in their order, with the same bytes each time.
func archive(to io.Writer, files []file) error {
	z := zip.NewWriter(to)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: zipEpoch})
		if err != nil {
			return fmt.Errorf("archive %s: %w", f.name, err)
		}
		if _, err := w.Write(f.content); err != nil {
			return fmt.Errorf("archive %s: %w", f.name, err)
		}
	}
	return z.Close()
}

// tablesArchive writes the tables in an archive, with how to import them.
func tablesArchive(to io.Writer, g *Graph) error {
	files, err := tableFiles(g)
	if err != nil {
		return err
	}
	return archive(to, files)
}

// citedBundle writes what those need who cite the data: the tables, what each column
// means, by which rules the documents were read, how to cite, and checksums.
func citedBundle(to io.Writer, g *Graph) error {
	files, err := tableFiles(g)
	if err != nil {
		return err
	}
	dictionary, err := dictionary()
	if err != nil {
		return err
	}
	files = append(files,
		file{"data-dictionary.csv", dictionary},
		file{"codebook.md", corridor.Codebook},
		file{"CITATION.cff", corridor.Citation},
		file{"RELEASE", []byte(cmp.Or(g.Release, "none") + "\n")})
	var sums bytes.Buffer
	for _, f := range files {
		sum := sha256.Sum256(f.content)
		sums.WriteString(hex.EncodeToString(sum[:]) + "  " + f.name + "\n")
	}
	return archive(to, append(files, file{"SHA256SUMS", sums.Bytes()}))
}

// everyNode are properties that stand in no label of the model, as all may have them.
var everyNode = []graph.Property{
	{Name: "key", Kind: graph.Key, Doc: "name of the node that never changes"},
	{Name: "uuid", Kind: graph.Text, Doc: "version 5 of its key"},
	{Name: "name", Kind: graph.Text, Doc: "what people call it"},
	{Name: "aliases", Kind: graph.Texts, Doc: "other names"},
	{Name: "note", Kind: graph.Text, Doc: "what there is to say of it, in our words"},
}

// everyClaim are properties of relationships that claims make, in no type of the model.
var everyClaim = []graph.Property{
	{Name: "claim", Kind: graph.Key, Doc: "claim that the relationship was made from"},
	{Name: "standing", Kind: graph.Text, Doc: "that of the claim"},
	{Name: "for", Kind: graph.Whole, Doc: "that of the claim"},
	{Name: "against", Kind: graph.Whole, Doc: "that of the claim"},
	{Name: "documents", Kind: graph.Texts, Doc: "those of the claim"},
	{Name: "evidence", Kind: graph.Texts, Doc: "that of the claim"},
	{Name: "hedge", Kind: graph.Choice, Choices: graph.Hedges, Doc: "the surest of the evidence that asserts the claim"},
	{Name: "from", Kind: graph.Year, Doc: "begin of the period it holds for, as far as the text gives it"},
	{Name: "to", Kind: graph.Year, Doc: "end of that period"},
}

// everyRelationship are properties of relationships beside those.
var everyRelationship = []graph.Property{
	{Name: "basis", Kind: graph.Choice, Choices: []string{"frame", "asserted"}, Doc: "of a relationship without a claim: whether our frame says it, or a user asserts it"},
	{Name: "kind", Kind: graph.Choice, Choices: graph.ElementKinds, Doc: "of HAS_ELEMENT: what sort of element"},
	{Name: "passage", Kind: graph.Key, Doc: "of REFERS_TO: passage in which the work stands"},
}

// whence are properties of nodes and relationships alike: where they come from.
var whence = []graph.Property{
	{Name: "release", Kind: graph.Text, Doc: "hash of the release that has it; absent from what users added"},
	{Name: "retired", Kind: graph.Flag, Doc: "true where the release has it no more, and something that users added hangs on it"},
	{Name: "layer", Kind: graph.Text, Doc: "layer of a user that it is of"},
	{Name: "by", Kind: graph.Text, Doc: "who added it to the layer"},
	{Name: "at", Kind: graph.Text, Doc: "when that was, as in RFC 3339"},
}

// dictionary says what the labels, types and properties of the model mean.
func dictionary() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"of", "name", "property", "kind", "choices", "required", "from", "to", "meaning"}}
	rows = append(rows, propertyRows("node", "", slices.Concat(everyNode, whence))...)
	rows = append(rows, propertyRows("relationship", "", slices.Concat(everyClaim, everyRelationship, whence))...)
	for _, l := range graph.Labels() {
		rows = append(rows, []string{"node", l.Name, "", "", "", "", "", "", l.Doc})
		rows = append(rows, propertyRows("node", l.Name, l.Properties)...)
	}
	for _, types := range [][]graph.Type{graph.Types(), graph.Records()} {
		for _, t := range types {
			rows = append(rows, []string{"relationship", t.Name, "", "", "", "", strings.Join(t.From, "; "), strings.Join(t.To, "; "), t.Doc})
			rows = append(rows, propertyRows("relationship", t.Name, t.Properties)...)
			rows = append(rows, propertyRows("node", "Claim of the type "+t.Name, t.Properties)...)
		}
	}
	for _, r := range graph.Roles() {
		rows = append(rows, []string{"relationship", r.Name, "", "", "", "", "", strings.Join(r.Labels, "; "), r.Doc})
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write the data dictionary: %w", err)
	}
	return b.Bytes(), nil
}

func propertyRows(of, name string, properties []graph.Property) [][]string {
	var rows [][]string
	for _, p := range properties {
		rows = append(rows, []string{of, name, p.Name, string(p.Kind), strings.Join(p.Choices, "; "), fmt.Sprint(p.Required), "", "", p.Doc})
	}
	return rows
}
