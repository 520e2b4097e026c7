using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Pictures.Diagrams;

namespace SmartCityPia.Pictures.Dossiers;

/// <summary>Draws a dossier's pictures for the screen and the report.</summary>
public static class DossierDrawings
{
    /// <summary>More flows than this are unreadable in one picture; draw one picture per dataset then.</summary>
    public const int MostFlows = 80;

    private const string Everybody = "everybody";

    /// <summary>
    /// People on the left, then the datasets about them, then the organisations that each flow reaches. Arrows for collection (people to
    /// dataset) and publication (dataset to everybody) carry the dataset's code, other arrows the flow's code.
    /// </summary>
    /// <param name="href">The link of a row (dataset, flow, stakeholder or group of people); null for none.</param>
    /// <param name="only">Draws this dataset and its flows onward instead of the whole service: at most <see cref="MostFlows"/>, oldest
    /// first.</param>
    public static DataFlowPicture Flows(Dossier dossier, Func<IRow, string?>? href = null, Guid? only = null,
        FlowPictureWords? words = null)
    {
        words ??= new();
        href ??= _ => null;
        var datasets = dossier.Datasets.Where(d => only is null || d.Id == only).ToList();
        var flows = dossier.Flows.Where(f => only is null || dossier.OriginOf(f) == only).Take(only is null ? int.MaxValue : MostFlows)
            .ToList();
        var codes = dossier.Datasets.Select((d, i) => (d.Id, Code: Numbered("D", i)))
            .Concat(dossier.Flows.Select((f, i) => (f.Id, Code: Numbered("F", i))))
            .ToDictionary(c => c.Id, c => c.Code);
        var types = dossier.Items.ToLookup(i => i.DatasetId, i => i.TypeId);
        var picture = new NodeCollector(dossier, href);

        foreach (var dataset in datasets)
        {
            var special = types[dataset.Id].Count(id => IsSpecial(dossier, id));
            var detail = string.Join(" · ", new[] { dossier.OrganisationName(dataset.HolderId),
                words.Content(types[dataset.Id].Count(), special) }.Where(t => t.Length > 0));
            picture.Add(new(Of(dataset.Id), dataset.Name, detail, FlowNodeKind.Dataset, special > 0, href(dataset)));
            if (!string.IsNullOrWhiteSpace(dataset.People))
                picture.Join(new($"collect-{dataset.Id:N}", picture.People(dataset), Of(dataset.Id), codes[dataset.Id],
                    dataset.Name, Href: href(dataset)));
            if (!dataset.Public)
                continue;
            picture.Add(new(Everybody, words.Everybody, null, FlowNodeKind.Public));
            picture.Join(new($"publish-{dataset.Id:N}", Of(dataset.Id), Everybody, codes[dataset.Id], dataset.Name,
                dossier.SafeguardsOn(dataset.Id).Any(m => m.Works), Href: href(dataset)));
        }
        foreach (var flow in flows)
        {
            // Incomplete flows lack an end and can't be drawn. The check page lists them.
            var earlier = dossier.FlowOf(flow.SourceFlowId);
            var from = flow.SourceDatasetId is { } dataset && datasets.Exists(d => d.Id == dataset) ? Of(dataset)
                : earlier?.RecipientId is { } sender ? picture.Organisation(sender)
                : null;
            if (from is null || flow.RecipientId is not { } to)
                continue;
            var passed = dossier.Passed(flow);
            var target = picture.Organisation(to, passed.Any(id => IsSpecial(dossier, id)));
            picture.Join(new(Of(flow.Id), from, target, codes[flow.Id], string.Join(", ", passed.Select(id => dossier.Term(id).Name)),
                dossier.SafeguardsOn(flow.Id).Any(m => m.Works), flow.CrossesBorder, href(flow)));
        }
        var title = string.Format(CultureInfo.CurrentCulture, words.Title, only is { } one
            && datasets.Exists(d => d.Id == one) ? datasets[0].Name : dossier.Service.Name);
        return new(title, picture.Nodes, picture.Flows) { Words = words };
    }

    /// <summary>The dataset to show first if the whole is too large: the one with the most outgoing flows.</summary>
    public static Guid? Busiest(Dossier dossier) => dossier.Flows.Select(dossier.OriginOf).OfType<Guid>()
        .GroupBy(id => id).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => (Guid?)g.Key).FirstOrDefault();

    private static bool IsSpecial(Dossier dossier, string typeId) =>
        dossier.Term(typeId) is { SpecialCategory: true } or { InferredSpecial: true };

    private static string Of(Guid id) => id.ToString("N");

    private static string Numbered(string letter, int index) => string.Create(CultureInfo.InvariantCulture, $"{letter}{index + 1}");

    /// <summary>Collects each node once, in order of first use.</summary>
    private sealed class NodeCollector(Dossier dossier, Func<IRow, string?> href)
    {
        private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);
        private readonly ILookup<Guid?, Stakeholder> _stakeholders = dossier.Stakeholders.ToLookup(s => s.OrganisationId);

        public List<FlowNode> Nodes { get; } = [];

        public List<DrawnFlow> Flows { get; } = [];

        public string Add(FlowNode node)
        {
            if (index.TryAdd(node.Id, Nodes.Count))
                Nodes.Add(node);
            else if (node.Special)
                Nodes[index[node.Id]] = Nodes[index[node.Id]] with { Special = true };
            return node.Id;
        }

        public void Join(DrawnFlow flow) => Flows.Add(flow);

        /// <summary>Datasets name their people as free text. Equal texts become one node, linked to the first group they belong to.</summary>
        public string People(Dataset dataset)
        {
            var who = dataset.People!.Trim();
            var group = dossier.Groups.FirstOrDefault(g => dataset.GroupIds.Contains(g.Id));
            return Add(new("people-" + who.ToUpperInvariant(), who, null, FlowNodeKind.People, Href: group is null ? null : href(group)));
        }

        public string Organisation(Guid id, bool special = false)
        {
            var stakeholder = _stakeholders[id].FirstOrDefault();
            return Add(new("organisation-" + Of(id), dossier.OrganisationName(id),
                stakeholder?.Role is { } role ? Domain.Foundation.Words.Of(role) : null,
                FlowNodeKind.Organisation, special, stakeholder is null ? null : href(stakeholder)));
        }
    }
}

/// <summary>Texts of a dossier's flow picture beyond those of the diagram.</summary>
public sealed record FlowPictureWords : DataFlowWords
{
    /// <summary>{0} the service, or the dataset that is drawn.</summary>
    public string Title { get; init; } = "Data flows of {0}";

    public string Everybody { get; init; } = "Everybody";

    public string OneKind { get; init; } = "1 kind of data";

    /// <summary>{0} count.</summary>
    public string Kinds { get; init; } = "{0} kinds of data";

    /// <summary>{0} count.</summary>
    public string OfThemSpecial { get; init; } = "{0} special";

    internal string Content(int kinds, int special)
    {
        var content = kinds == 1 ? OneKind : string.Format(CultureInfo.CurrentCulture, Kinds, kinds);
        return special == 0 ? content : $"{content}, {string.Format(CultureInfo.CurrentCulture, OfThemSpecial, special)}";
    }
}
