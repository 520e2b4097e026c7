using PdfSharp.Pdf;

namespace SmartCityPia.Reports.Pdf;

/// <summary>
/// Writes the logical structure (ISO 32000-1, 14.7 and 14.8): the element tree, the marked content and links of each element, and the
/// parent tree. PDFsharp's own builder can't continue a cell on the next page or set the scope of a header cell.
/// </summary>
internal sealed class StructureWriter(PdfObjects objects, IReadOnlyList<PdfPage> pages, Painter painter)
{
    private readonly Dictionary<StructureNode, PdfDictionary> _elements = [];
    private readonly Dictionary<StructureNode, List<PdfDictionary>> _links = [];

    /// <summary>Adds a link annotation to an element. Call this before <see cref="Write"/>.</summary>
    public void AddLink(StructureNode node, PdfDictionary annotation)
    {
        if (!_links.TryGetValue(node, out var links))
            _links[node] = links = [];
        links.Add(annotation);
    }

    public PdfDictionary Write(StructureNode structure)
    {
        var root = objects.Dictionary("/StructTreeRoot");
        var roles = new PdfDictionary();
        roles.Elements.SetName("/Title", "/P");
        root.Elements["/RoleMap"] = roles;
        root.Elements["/K"] = PdfObjects.Array(PdfObjects.Ref(Element(structure, root)));
        WriteParents(root);
        return root;
    }

    private PdfDictionary Element(StructureNode node, PdfDictionary parent)
    {
        var element = objects.Dictionary("/StructElem");
        _elements[node] = element;
        element.Elements.SetName("/S", "/" + node.Tag);
        element.Elements.SetReference("/P", parent);
        if (node.Alternative is { } text)
            element.Elements["/Alt"] = PdfObjects.Text(text);
        if (node.Scope is { } scope)
            element.Elements["/A"] = Attribute("/Table", "/Scope", scope);
        if (node.Bounds is { } bounds)
        {
            var place = Attribute("/Layout", "/Placement", "Block");
            place.Elements["/BBox"] = PdfObjects.Numbers([.. bounds]);
            element.Elements["/A"] = place;
        }
        if (node.Numbering is { } numbering)
            element.Elements["/A"] = Attribute("/List", "/ListNumbering", numbering);

        var kids = new PdfArray();
        if (painter.Marks.TryGetValue(node, out var marks))
        {
            element.Elements.SetReference("/Pg", pages[marks[0].Sheet]);
            foreach (var mark in marks)
                kids.Elements.Add(Kid(mark, marks[0].Sheet));
        }
        foreach (var child in node.Children)
        {
            if (HasContent(child))
                kids.Elements.Add(PdfObjects.Ref(Element(child, element)));
        }
        foreach (var annotation in _links.GetValueOrDefault(node, []))
        {
            var reference = new PdfDictionary();
            reference.Elements.SetName("/Type", "/OBJR");
            reference.Elements.SetReference("/Obj", annotation);
            reference.Elements.SetReference("/Pg", (PdfDictionary)annotation.Elements.GetObject("/P")!);
            kids.Elements.Add(reference);
        }
        if (kids.Elements.Count > 0)
            element.Elements["/K"] = kids;
        return element;
    }

    /// <summary>Drops elements without content, except for empty cells, which keep their place in the row.</summary>
    private bool HasContent(StructureNode node)
        => node.Tag is "TH" or "TD" || painter.Marks.ContainsKey(node) || node.Children.Any(HasContent);

    private PdfItem Kid(MarkedContent mark, int page)
    {
        if (mark.Sheet == page)
            return new PdfInteger(mark.Id);
        var elsewhere = new PdfDictionary();
        elsewhere.Elements.SetName("/Type", "/MCR");
        elsewhere.Elements.SetReference("/Pg", pages[mark.Sheet]);
        elsewhere.Elements.SetInteger("/MCID", mark.Id);
        return elsewhere;
    }

    private static PdfDictionary Attribute(string owner, string key, string value)
    {
        var attribute = new PdfDictionary();
        attribute.Elements.SetName("/O", owner);
        attribute.Elements.SetName(key, "/" + value);
        return attribute;
    }

    private void WriteParents(PdfDictionary root)
    {
        var numbers = new PdfArray();
        var next = 0;
        for (; next < pages.Count; next++)
        {
            pages[next].Elements.SetInteger("/StructParents", next);
            var owners = new PdfArray();
            foreach (var node in painter.Owners[next])
                owners.Elements.Add(PdfObjects.Ref(_elements[node]));
            numbers.Elements.Add(new PdfInteger(next));
            numbers.Elements.Add(owners);
        }
        foreach (var (node, links) in _links)
        {
            foreach (var annotation in links)
            {
                annotation.Elements.SetInteger("/StructParent", next);
                numbers.Elements.Add(new PdfInteger(next++));
                numbers.Elements.Add(PdfObjects.Ref(_elements[node]));
            }
        }
        var tree = objects.Dictionary();
        tree.Elements["/Nums"] = numbers;
        root.Elements.SetReference("/ParentTree", tree);
        root.Elements.SetInteger("/ParentTreeNextKey", next);
    }
}
