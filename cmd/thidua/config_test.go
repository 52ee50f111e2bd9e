package main

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"

	"thidua/internal/richtext"
)

var update = flag.Bool("update", false, "rewrite docs/settings.md from the settings of the program") //nolint:gochecknoglobals // a flag of the test binary

// settingsFile is the documentation of the settings.
const settingsFile = "../../docs/settings.md"

// settingsIntro begins it.
const settingsIntro = `# Settings

Written by ` + "`go test ./cmd/thidua -run TestDocsOfSettings -update`" + ` from the program; the test fails when they differ.

Every setting is a flag and an environment variable; a flag on the command line is stronger. There is no settings file.
`

// TestDocsOfSettings compares docs/settings.md with the settings of the program.
func TestDocsOfSettings(t *testing.T) {
	t.Parallel()
	parser, err := kong.New(&config{}, kong.Name("thidua"), kong.DefaultEnvars("THIDUA"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(settingsIntro)
	writeSettings(t, &b, "All commands", "", parser.Model.Flags)
	for _, command := range parser.Model.Leaves(true) {
		writeSettings(t, &b, "`"+command.FullPath()+"`", command.Help, command.Flags)
	}
	want := b.String()
	if *update {
		if err := os.WriteFile(settingsFile, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(settingsFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("docs/settings.md is out of date; run the test with -update (-want +got):\n%s", diff)
	}
}

// writeSettings writes the settings of one command as a table. Each must say what it does.
func writeSettings(t *testing.T, b *strings.Builder, title, help string, flags []*kong.Flag) {
	t.Helper()
	fmt.Fprintf(b, "\n## %s\n\n", title)
	if help != "" {
		b.WriteString(help + "\n\n")
	}
	var rows strings.Builder
	for _, f := range flags {
		if f.Name == "help" {
			continue
		}
		if f.Help == "" || len(f.Envs) != 1 {
			t.Errorf("--%s has no help, or not one environment variable: %v", f.Name, f.Envs)
			continue
		}
		name := "--" + f.Name
		if f.Tag.Negatable != "" {
			name = "--[no-]" + f.Name
		}
		standard := ""
		if f.HasDefault {
			standard = "`" + f.Default + "`"
		}
		fmt.Fprintf(&rows, "| `%s` | `%s` | %s | %s |\n", name, f.Envs[0], standard, f.Help)
	}
	if rows.Len() == 0 {
		b.WriteString("No settings of its own.\n")
		return
	}
	b.WriteString("| Flag | Environment variable | Default | Meaning |\n|---|---|---|---|\n" + rows.String())
}

func TestStoreSettingIsCheckedWithoutShowingIt(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, store string
		mongodb     bool
		refused     bool
	}{
		{"nothing is the embedded store", "", false, false},
		{"a MongoDB URI", "mongodb://127.0.0.1/thidua", true, false},
		{"a MongoDB URI that is looked up", "mongodb+srv://cluster.example.vn/thidua", true, false},
		{"another database", "postgres://thidua:secret@127.0.0.1/thidua", false, true},
		{"a scheme in the wrong place", "secret mongodb://127.0.0.1", false, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			mongodb, err := config{Store: tt.store}.usesMongoDB()
			if mongodb != tt.mongodb || (err != nil) != tt.refused {
				t.Errorf("usesMongoDB() = %v, %v", mongodb, err)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("the error shows the setting: %v", err)
			}
		})
	}
}

func TestProvidersOfEmbedsAreSettings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		config serveConfig
		want   richtext.Embeds
		fails  bool
	}{
		{"none without a setting", serveConfig{}, richtext.Embeds{Allowed: []richtext.Provider{}, Framed: []richtext.Provider{}}, false},
		{
			"those in a frame are allowed too",
			serveConfig{Embeds: []string{"google-maps"}, EmbedFrames: []string{"youtube"}},
			richtext.Embeds{Allowed: []richtext.Provider{richtext.GoogleMaps, richtext.YouTube}, Framed: []richtext.Provider{richtext.YouTube}},
			false,
		},
		{"none that is not known", serveConfig{Embeds: []string{"vimeo", "example.com"}}, richtext.Embeds{}, true},
		{"nor in a frame", serveConfig{EmbedFrames: []string{""}}, richtext.Embeds{}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := c.config.providers()
			if (err != nil) != c.fails {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); err == nil && diff != "" {
				t.Errorf("providers (-want +got):\n%s", diff)
			}
		})
	}
}

// Ensure that every provider has its name in the help of both settings.
func TestHelpNamesEveryProvider(t *testing.T) {
	t.Parallel()
	field, _ := reflect.TypeFor[serveConfig]().FieldByName("Embeds")
	for _, p := range richtext.Providers() {
		if name := strings.ToLower(strings.ReplaceAll(string(p), "_", "-")); !strings.Contains(field.Tag.Get("help"), name) {
			t.Errorf("the help does not name %s", name)
		}
	}
}
