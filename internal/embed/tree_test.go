package embed

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestTree: a text comes as the elements that the script makes, and nothing of it can run.
func TestTree(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, markup, want string }{
		{"words", "Thi đua &amp; khen thưởng", `["Thi đua \u0026 khen thưởng"]`},
		{"elements in elements", "<p>Một <strong>hai</strong></p>", `[["p",{},"Một ",["strong",{},"hai"]]]`},
		{"a link", `<a href="https://a.vn/x?y=1" onclick="alert(1)" class="x">a</a>`, `[["a",{"href":"https://a.vn/x?y=1"},"a"]]`},
		{"links that run", `<a href="javascript:alert(1)">a</a><a href=" JaVaScRiPt:alert(1)">b</a><a href="data:text/html,x">c</a>`, `[["a",{},"a"],["a",{},"b"],["a",{},"c"]]`},
		{"a link without a host", `<a href="//a.vn">a</a><a href="/x">b</a><a href="https:/x">c</a>`, `[["a",{},"a"],["a",{},"b"],["a",{},"c"]]`},
		{"mail", `<a href="mailto:vp@a.vn">a</a>`, `[["a",{"href":"mailto:vp@a.vn"},"a"]]`},
		{"a picture", `<img src="https://a.vn/m.png" alt="Ảnh" onerror="alert(1)" srcset="x">`, `[["img",{"alt":"Ảnh","src":"https://a.vn/m.png"}]]`},
		{"scripts and styles", `<script>alert(1)</script><style>a{}</style><p>a</p>`, `[["p",{},"a"]]`},
		{"what is not known", `<section><p>a</p></section><custom-x>b</custom-x><svg onload=alert(1)><p>c</p></svg>`, `[["p",{},"a"],"b",["p",{},"c"]]`},
		{"a frame", `<iframe src="https://a.vn"></iframe>`, `null`},
		{"nothing", "", `null`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			nodes, err := tree(test.markup)
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.Marshal(nodes)
			if err != nil || string(got) != test.want {
				t.Errorf("got  %s\nwant %s (%v)", got, test.want, err)
			}
		})
	}
}

// TestTreeIsBounded: markup that is deeper than any text ends.
func TestTreeIsBounded(t *testing.T) {
	t.Parallel()
	nodes, err := tree(strings.Repeat("<em>", 10_000) + "x")
	if err != nil {
		return // the parser has a bound of its own
	}
	depth := 0
	for ; len(nodes) > 0; nodes = nodes[0].Children {
		depth++
	}
	if depth > maxDepth+2 {
		t.Errorf("it is %d deep", depth)
	}
}
