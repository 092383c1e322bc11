"""Texts that are likely to trouble: markup, signs, addresses, scripts from everywhere."""

from hypothesis import strategies as st

PIECES = [
    "<", ">", "&", '"', "'", "@", "#", "/", "(", ")", "\n", "\n\n", " ", "\t", ".", "&lt;", "&#60;",
    "@alice", "@bob@house.example", "@bob@house.example:3000", "#garden", "#été", "#हिन्दी", "#12",
    "http://", "https://leaf.example/a(b)c", "https://münchen.example/ü?q=1&r=2#x", "xmpp:",
    "<script>", "</p>", "<a href=x>", "javascript:alert(1)", "👩‍👩‍👧", "e\u0301\u0301\u0301",
    "\u202e",
    "\x00", "\ud800", "://", "www.", "<!--", "]]>", "{{", "\u200b",
]  # fmt: skip

texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=25).map("".join)

MARKUP = [
    *PIECES, "<p>", "</p>", "<br>", "<b>", "</b>", "<i>", "</i>", "<h1>", "</h1>", "<h6 lang=fr>",
    '<span class="invisible evil h-card">', "</span>", '<a href="https://leaf.example" rel="tag">',
    '<a href="//leaf.example">', '<a href="data:text/html,x">', "</a>", "<ul>", "<li value=3>",
    "<ol start=9 reversed>", "</ol>", "<blockquote>", "</blockquote>", "<pre>", "</pre>", "<table>",
    "<td>", "</table>", "<svg>", "<math>", "<mtext>", "<style>", "</style>", "<title>",
    "<textarea>", "<template>",
    "<noscript>", "<select>", "<option>", "<plaintext>", "<img src=x onerror=y>",
    "<form>", "<input>", "<iframe srcdoc='<b>'>", "</iframe>", "<![CDATA[", "-->", "<ruby>", "<rt>",
    "<a href='https://x.example' onclick=z style=y id=q target=_self class='mention zz'>", "<u/>",
    "<font color=red>", "<nobr>", "<center>", "<frameset>", "<body>", "<html>", "<em id=z>",
    "&#x202e;",
]  # fmt: skip

markup = st.lists(st.sampled_from(MARKUP) | st.text(max_size=4), max_size=30).map("".join)
