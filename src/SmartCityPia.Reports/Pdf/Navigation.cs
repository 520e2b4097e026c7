using PdfSharp.Pdf;

namespace SmartCityPia.Reports.Pdf;

/// <summary>Bookmarks from the headings, and links from the table of contents.</summary>
internal static class Navigation
{
    private const double Above = 12;

    public static void AddOutline(PdfDocument file, IReadOnlyList<PdfPage> pages, PlacedReport report)
    {
        var open = new Stack<(int Level, PdfOutline Entry)>();
        foreach (var heading in report.Headings)
        {
            while (open.Count > 0 && open.Peek().Level >= heading.Level)
                open.Pop();
            var among = open.Count == 0 ? file.Outlines : open.Peek().Entry.Outlines;
            var entry = among.Add(heading.Text, pages[heading.Sheet], opened: false);
            entry.PageDestinationType = PdfPageDestinationType.Xyz;
            entry.Left = 0;
            entry.Top = report.Sheets[heading.Sheet].Height - heading.Y + Above;
            open.Push((heading.Level, entry));
        }
    }

    public static void AddLinks(PdfObjects objects, StructureWriter structure, IReadOnlyList<PdfPage> pages, PlacedReport report)
    {
        for (var i = 0; i < pages.Count; i++)
        {
            var annotations = new PdfArray();
            var height = report.Sheets[i].Height;
            foreach (var link in report.Sheets[i].Links)
            {
                var target = report.Headings[link.Heading];
                var annotation = objects.Dictionary("/Annot");
                annotation.Elements.SetName("/Subtype", "/Link");
                annotation.Elements["/Rect"] =
                    PdfObjects.Numbers(link.X, height - link.Y - link.Height, link.X + link.Width, height - link.Y);
                annotation.Elements["/Border"] = PdfObjects.Numbers(0, 0, 0);
                annotation.Elements.SetInteger("/F", 4); // printed, as PDF/A wants it
                annotation.Elements["/Contents"] = PdfObjects.Text(link.Text);
                annotation.Elements.SetReference("/P", pages[i]);
                annotation.Elements["/Dest"] = PdfObjects.Array(PdfObjects.Ref(pages[target.Sheet]), new PdfName("/XYZ"), new PdfInteger(0),
                    new PdfReal(report.Sheets[target.Sheet].Height - target.Y + Above), new PdfInteger(0));
                annotations.Elements.Add(PdfObjects.Ref(annotation));
                structure.AddLink(link.Node, annotation);
            }
            if (annotations.Elements.Count > 0)
                pages[i].Elements["/Annots"] = annotations;
        }
    }
}
