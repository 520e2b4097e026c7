using SmartCityPia.Reports.Content;

namespace SmartCityPia.Reports.Pdf;

/// <summary>Tables and lists of labels and values.</summary>
internal sealed partial class Layout
{
    private const double CellGap = 12, CellPad = 3.25, BeforeTable = 6, AfterTable = 9;
    private const double WholeFacts = Theme.TextHeight / 3;
    private const int WholeRow = 12, WholeFact = 6;

    /// <summary>One measured row: the lines and the style of each cell.</summary>
    private sealed record Row(IReadOnlyList<IReadOnlyList<Line>> Cells, IReadOnlyList<TextStyle> Styles)
    {
        public int Lines => Cells.Max(c => c.Count);
        public double Leading => Styles.Max(s => s.Leading);
        public double Height => Lines * Leading + 2 * CellPad;
    }

    private readonly record struct Track(double X, double Width, bool Right);

    private void PlaceTable(Table table)
    {
        if (table.Columns.Count == 0)
            return;
        var tracks = Tracks(table);
        var node = _flow.Root.Add("Table");
        var head = HeadOf(table, tracks);
        _flow.Space(BeforeTable);
        _flow.Require(KeepTogetherHeight(table, tracks));
        if (!string.IsNullOrWhiteSpace(table.Caption))
        {
            _flow.Text(LineBreaker.Break(PlainText.OneLine(table.Caption), Theme.TableCaption, Theme.TextWidth), Theme.TableCaption,
                node.Add("Caption"));
            _flow.Advance(3);
        }
        var titles = node.Add("THead").Add("TR");
        var columns = tracks.Select(_ => titles.Add(new StructureNode("TH") { Scope = "Column" })).ToArray();
        // A header row that is too tall to repeat becomes an ordinary row that may be split.
        var repeated = head.Height < Theme.TextHeight / 3 ? head : null;
        if (repeated is null)
            PlaceRow(head, null, tracks, columns);
        else
            PlaceHead(head, tracks, columns);
        var body = node.Add("TBody");
        foreach (var texts in table.Rows)
        {
            var row = body.Add("TR");
            var cells = tracks.Select((_, i) =>
                row.Add(table.RowHeaders && i == 0 ? new StructureNode("TH") { Scope = "Row" } : new StructureNode("TD"))).ToArray();
            PlaceRow(Measured(table, tracks, texts), repeated, tracks, cells);
        }
        _flow.Space(AfterTable);
    }

    /// <summary>Height that must stay together at the start of a table: caption, header row and the first row or a part of it.</summary>
    private static double KeepTogetherHeight(Table table, Track[] tracks)
    {
        var caption = string.IsNullOrWhiteSpace(table.Caption) ? 0
            : LineBreaker.Break(PlainText.OneLine(table.Caption), Theme.TableCaption,
                Theme.TextWidth).Count * Theme.TableCaption.Leading + 3;
        var first = table.Rows.Count > 0 ? KeepTogetherHeight(Measured(table, tracks, table.Rows[0])) : 0;
        return Math.Min(caption + HeadOf(table, tracks).Height + first, Theme.TextHeight * 0.8);
    }

    /// <summary>Short rows are not split. Long ones may continue on the next page after a few lines.</summary>
    private static double KeepTogetherHeight(Row row) => row.Lines <= WholeRow ? row.Height : 8 * row.Leading + 2 * CellPad;

    private static Row HeadOf(Table table, Track[] tracks)
    {
        var cells = new IReadOnlyList<Line>[tracks.Length];
        for (var i = 0; i < tracks.Length; i++)
            cells[i] = LineBreaker.Break(PlainText.OneLine(table.Columns[i].Title), Theme.CellHead, tracks[i].Width);
        return new Row(cells, [.. Enumerable.Repeat(Theme.CellHead, tracks.Length)]);
    }

    private static Row Measured(Table table, Track[] tracks, IReadOnlyList<string> texts)
    {
        if (texts.Count > tracks.Length)
            throw new ArgumentException($"A row of the table \"{table.Caption}\" has more cells than the table has columns.");
        var cells = new IReadOnlyList<Line>[tracks.Length];
        var styles = new TextStyle[tracks.Length];
        for (var i = 0; i < tracks.Length; i++)
        {
            styles[i] = StyleOf(table, i);
            cells[i] = LineBreaker.Break(i < texts.Count ? PlainText.Clean(texts[i]) : "", styles[i], tracks[i].Width);
        }
        return new Row(cells, styles);
    }

    /// <summary>
    /// Distributes the width by weight. A column too narrow for its longest word takes width from columns that have more than they need, so
    /// that words are broken only if there is no other way.
    /// </summary>
    private static Track[] Tracks(Table table)
    {
        var columns = table.Columns;
        var weights = columns.Select(c => c.Weight > 0 && double.IsFinite(c.Weight) ? c.Weight : 1).ToArray();
        var gap = Math.Min(CellGap, Theme.TextWidth / columns.Count / 4);
        var room = Theme.TextWidth - gap * (columns.Count - 1);
        var widths = weights.Select(w => room * w / weights.Sum()).ToArray();
        var least = columns.Select((_, i) => LongestWord(table, i, room / 3)).ToArray();
        var lacking = widths.Select((w, i) => Math.Max(0, least[i] - w)).Sum();
        var spare = widths.Select((w, i) => Math.Max(0, w - least[i])).Sum();
        var given = Math.Min(lacking, spare);
        for (var i = 0; given > 0 && i < widths.Length; i++)
            widths[i] += widths[i] < least[i] ? (least[i] - widths[i]) * given / lacking : -(widths[i] - least[i]) * given / spare;

        var x = Theme.Left;
        var tracks = new Track[columns.Count];
        for (var i = 0; i < tracks.Length; i++)
        {
            tracks[i] = new Track(x, widths[i], columns[i].Right);
            x += widths[i] + gap;
        }
        return tracks;
    }

    /// <summary>The widest word of a column that is no wider than <paramref name="most"/>. Longer words will be broken.</summary>
    private static double LongestWord(Table table, int column, double most)
    {
        var longest = Longest(table.Columns[column].Title, Theme.CellHead);
        var style = StyleOf(table, column);
        foreach (var row in table.Rows)
        {
            if (column < row.Count)
                longest = Math.Max(longest, Longest(row[column], style));
        }
        return longest;

        double Longest(string? text, TextStyle style)
            => LineBreaker.Words(PlainText.Clean(text), style).Where(width => width <= most).DefaultIfEmpty(0).Max() + 0.1;
    }

    private static TextStyle StyleOf(Table table, int column)
        => table.RowHeaders && column == 0 ? Theme.CellRowHead : table.Columns[column].Right ? Theme.CellNumber : Theme.Cell;

    private void PlaceHead(Row head, Track[] tracks, StructureNode[]? cells)
    {
        for (var i = 0; i < tracks.Length; i++)
        {
            var lines = head.Cells[i];
            // Column titles are aligned at the bottom, next to the rule.
            var y = _flow.Y + CellPad + (head.Lines - lines.Count) * head.Leading;
            PutLines(cells is null ? _flow.Sheet.Repeated : _flow.Sheet.Content, lines, Theme.CellHead, tracks[i], y, cells?[i]);
        }
        _flow.Advance(head.Height);
        _flow.Rule(_flow.Y, Theme.Accent, 0.9);
    }

    /// <summary>Places a row on one page if it fits, otherwise line by line over several pages, each with the header row.</summary>
    private void PlaceRow(Row row, Row? head, Track[] tracks, StructureNode[] cells)
    {
        var fitsOnPage = row.Height + (head?.Height ?? 0) <= Theme.TextHeight;
        var splits = !fitsOnPage || (row.Lines > WholeRow && _flow.Fits(8 * row.Leading + 2 * CellPad));
        for (var from = 0; from < row.Lines;)
        {
            var least = splits ? Math.Min(row.Lines - from, 2) * row.Leading + 2 * CellPad : row.Height;
            if (!_flow.Fits(least))
                Continue(head, tracks);
            var room = Math.Max(1, (int)Math.Floor((_flow.Room - 2 * CellPad + 0.01) / row.Leading));
            var count = Math.Min(row.Lines - from, room);
            if (row.Lines - from - count == 1 && count > 2)
                count--;
            for (var i = 0; i < tracks.Length; i++)
            {
                var part = row.Cells[i].Skip(from).Take(count);
                PutLines(_flow.Sheet.Content, part, row.Styles[i], tracks[i], _flow.Y + CellPad, cells[i]);
            }
            _flow.Advance(count * row.Leading + 2 * CellPad);
            from += count;
            if (from == row.Lines)
                _flow.Rule(_flow.Y, Theme.Rule); // a row that goes on stays open
        }
    }

    private void Continue(Row? head, Track[] tracks)
    {
        _flow.NewSheet();
        if (head is not null)
            PlaceHead(head, tracks, null);
    }

    private static void PutLines(List<Placed> onto, IEnumerable<Line> lines, TextStyle style, Track track, double y, StructureNode? node)
    {
        foreach (var line in lines)
        {
            var x = track.Right ? track.X + track.Width - line.Width : track.X;
            if (line.Glyphs.Length > 0)
                onto.Add(new PlacedText(x, y + PageFlow.Baseline(style), line, style, node));
            y += style.Leading;
        }
    }

    private void PlaceFacts(Facts facts) => PlaceFacts(facts, _flow.Root);

    private void PlaceFacts(Facts facts, StructureNode parent)
    {
        if (facts.Items.Count == 0)
            return;
        var list = parent.Add(new StructureNode("L") { Numbering = "Description" });
        Row[] rows = [.. facts.Items.Select(Measured)];
        _flow.Require(Math.Min(KeepTogetherHeight(rows).Height, Theme.TextHeight));
        _flow.Rule(_flow.Y, Theme.Rule);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            // The last row isn't moved to the next page alone.
            if (i == rows.Length - 2 && row.Lines <= WholeFact)
                RequireFact(row.Height + KeepTogetherHeight(rows[i + 1], WholeFact));
            var item = list.Add("LI");
            var cells = new[] { item.Add("Lbl"), item.Add("LBody") };
            for (var from = 0; from < row.Lines;)
            {
                RequireFact(Math.Min(row.Lines - from, row.Lines <= WholeFact ? row.Lines : 2) * row.Leading + 2 * CellPad);
                var room = Math.Max(1, (int)Math.Floor((_flow.Room - 2 * CellPad + 0.01) / row.Leading));
                var count = Math.Min(row.Lines - from, room);
                for (var c = 0; c < 2; c++)
                    PutLines(_flow.Sheet.Content, row.Cells[c].Skip(from).Take(count), row.Styles[c], FactTracks[c], _flow.Y + CellPad,
                        cells[c]);
                _flow.Advance(count * row.Leading + 2 * CellPad);
                from += count;
                if (from == row.Lines)
                    _flow.Rule(_flow.Y, Theme.Rule);
            }
        }
        _flow.Space(AfterTable);
    }

    /// <summary>Continues below a rule if the next row doesn't fit on this page.</summary>
    private void RequireFact(double height)
    {
        if (_flow.Fits(height) || _flow.AtTop)
            return;
        _flow.NewSheet();
        _flow.Rule(_flow.Y, Theme.Rule);
    }

    /// <summary>A list shorter than a third of a page isn't split. In a longer one the first two rows stay together.</summary>
    private static (double Height, bool Whole) KeepTogetherHeight(IReadOnlyList<Row> rows) =>
        rows.Sum(r => r.Height) is var all && all <= WholeFacts
        ? (all + AfterTable, true)
        : (rows.Take(2).Sum(r => KeepTogetherHeight(r, WholeFact)), false);

    /// <summary>A row of up to <paramref name="most"/> lines isn't split. In a longer one two lines stay together.</summary>
    private static double KeepTogetherHeight(Row row, int most) => (row.Lines <= most ? row.Lines : 2) * row.Leading + 2 * CellPad;

    private static readonly Track[] FactTracks =
    [
        new(Theme.Left, Theme.TextWidth * 0.3, false),
        new(Theme.Left + Theme.TextWidth * 0.3 + CellGap, Theme.TextWidth * 0.7 - CellGap, false),
    ];

    private static Row Measured(Fact fact) => new(
        [LineBreaker.Break(PlainText.Clean(fact.Label), Theme.FactLabel, FactTracks[0].Width), LineBreaker.Break(PlainText.Clean(fact.Value), Theme.FactValue, FactTracks[1].Width)],
        [Theme.FactLabel, Theme.FactValue]);

    private static double FactsHeight(IReadOnlyList<Fact> facts) => facts.Sum(f => Measured(f).Height) + AfterTable;
}
