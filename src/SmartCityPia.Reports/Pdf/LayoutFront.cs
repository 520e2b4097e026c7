using System.Globalization;
using SmartCityPia.Reports.Content;

namespace SmartCityPia.Reports.Pdf;

/// <summary>Cover and table of contents.</summary>
internal sealed partial class Layout
{
    private const double NumberColumn = 34;
    private const double LogoHeight = 54;
    private const double LogoWidth = 216;

    private void PlaceCover(Cover cover)
    {
        _flow.Break();
        var root = _flow.Root.Add("Sect");
        _flow.Ground(0, 0, 10, Theme.PageHeight, Theme.Accent);
        if (cover.Logo is { } logo)
        {
            // The name below says it in words.
            var height = Math.Min(LogoHeight, LogoWidth * logo.Height / logo.Width);
            _flow.Sheet.Decoration.Add(new PlacedLogo(Theme.Left, _flow.Y, height * logo.Width / logo.Height, height, logo));
            _flow.Advance(height + 14);
        }
        CoverLines(cover.Organisation, Theme.CoverOrganisation, root, "P");
        _flow.Advance(Math.Max(24, 190 - (_flow.Y - Theme.Top)));
        CoverLines(cover.Kind, Theme.CoverKind, root, "P");
        _flow.Advance(10);
        CoverLines(cover.Title, TitleStyle(cover.Title), root, "Title");
        _flow.Advance(12);
        CoverLines(cover.Subtitle, Theme.CoverSubtitle, root, "P");
        _flow.Advance(30);

        var note = LineBreaker.Break(PlainText.Clean(cover.Note), Theme.CoverNote, Theme.TextWidth);
        var below = FactsHeight(cover.Facts) + 22 + note.Count * Theme.CoverNote.Leading;
        if (_flow.Room > below)
            _flow.Advance(_flow.Room - below);
        PlaceFacts(new Facts(cover.Facts), root);
        if (!string.IsNullOrWhiteSpace(cover.Note))
        {
            _flow.Space(8);
            _flow.Text(note, Theme.CoverNote, root.Add("P"));
        }
        _flow.NewSheet();
    }

    private void CoverLines(string text, TextStyle style, StructureNode root, string tag)
    {
        var clean = PlainText.Clean(text);
        if (!string.IsNullOrWhiteSpace(clean))
            _flow.Text(LineBreaker.Break(clean, style, Theme.TextWidth), style, root.Add(tag));
    }

    /// <summary>A long title is set in a smaller size, so that the cover fits one page.</summary>
    private static TextStyle TitleStyle(string title)
    {
        var style = Theme.CoverTitle;
        while (style.Size > 14 && LineBreaker.Break(PlainText.Clean(title), style, Theme.TextWidth).Count > 5)
            style = style with { Size = style.Size - 3, Leading = style.Leading - 3.5 };
        return style;
    }

    private void PlaceContents(Contents contents)
    {
        _flow.Break();
        var (style, _, after) = Theme.Heading(1);
        if (!string.IsNullOrWhiteSpace(contents.Title))
        {
            _flow.Text(LineBreaker.Break(PlainText.OneLine(contents.Title), style, Theme.TextWidth), style, _flow.Root.Add("H1"));
            _flow.Advance(after + 6);
        }
        var list = _flow.Root.Add("TOC");
        for (var i = 0; i < _known.Count; i++)
        {
            if (_known[i].Level <= contents.Depth)
                PlaceEntry(list, i);
        }
        _flow.NewSheet();
    }

    private void PlaceEntry(StructureNode list, int index)
    {
        var heading = _known[index];
        var top = heading.Level == 1;
        var style = (top ? Theme.BodyBold : Theme.Body) with { Leading = top ? 16 : 14.5, Size = top ? 10 : 9.5 };
        var indent = Math.Min(heading.Level - 1, 3) * 16.0;
        var lines = LineBreaker.Break(heading.Text, style, Theme.TextWidth - indent - NumberColumn);
        if (top)
            _flow.Space(7);
        _flow.Require(Math.Min(lines.Count * style.Leading, Theme.TextHeight));
        var link = list.Add("TOCI").Add("Reference").Add("Link");
        var number = (heading.Sheet + 1).ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < lines.Count; i++)
        {
            var y = _flow.Y;
            _flow.Text([i == lines.Count - 1 ? LineBreaker.WithSpace(lines[i], style) : lines[i]], style, link, indent);
            _flow.Sheet.Links.Add(new PlacedLink(Theme.Left + indent, y, Theme.TextWidth - indent, style.Leading, index,
                string.Create(CultureInfo.InvariantCulture, $"{heading.Text}, {number}"), link));
            if (i < lines.Count - 1)
                continue;
            var figures = style with { Tabular = true };
            var line = LineBreaker.Single(number, figures);
            var x = Theme.Left + Theme.TextWidth - line.Width;
            _flow.Sheet.Content.Add(new PlacedText(x, y + PageFlow.Baseline(style), line, figures, link));
            var from = Theme.Left + indent + lines[i].Width + 8;
            _flow.Ground(from, y + PageFlow.Baseline(style) - 0.5, Math.Max(0, x - 8 - from), Theme.Hairline, Theme.Rule);
        }
    }
}
