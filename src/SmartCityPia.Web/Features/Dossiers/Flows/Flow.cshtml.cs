using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Flows;

public sealed class FlowModel(SaveRow<DataFlow, DataFlowDetails> save) : RowPage<DataFlow, DataFlowDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Flows;

    public IReadOnlyList<Option> Datasets =>
        [.. Dossier.Datasets.Select(d => new Option(d.Id.ToString(), $"{Dossier.Code(d.Id)} {d.Name}", Group: Dossier.OrganisationName(d.HolderId) is { Length: > 0 } holder ? holder : null))];

    /// <summary>Earlier flows, except this one and what it leads to: those would make a circle.</summary>
    public IReadOnlyList<Option> EarlierFlows
    {
        get
        {
            var later = Id is { } own ? Dossier.LedToBy(own) : new HashSet<Guid>();
            return [.. Dossier.Flows.Where(f => f.Id != Id && !later.Contains(f.Id)).Select(f => new Option(f.Id.ToString(), $"{Dossier.Code(f.Id)} {f.Name}"))];
        }
    }

    /// <summary>The organisations that take part, and who receives it now even where they no longer do.</summary>
    public IReadOnlyList<Option> Recipients =>
    [
        .. Dossier.Stakeholders.Select(s => s.OrganisationId).Append(Input.RecipientId).OfType<Guid>().Distinct()
            .Select(id => new Option(id.ToString(), Dossier.OrganisationName(id))).Where(o => o.Text.Length > 0),
    ];

    public IReadOnlyList<Option> Purposes => [.. Dossier.Purposes.Select(p => new Option(p.Id.ToString(), p.Name))];

    /// <summary>Said once and often repeated: the rhythms named by other flows.</summary>
    public IReadOnlyList<string> Frequencies => [.. Dossier.Flows.Select(f => f.Frequency).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.CurrentCulture)];

    /// <summary>
    /// What the chosen source has; while none is chosen, what there is in which datasets, each kind once. Ticks that do not fit the source stay
    /// visible under a heading of their own, so that they can be taken out.
    /// </summary>
    public IReadOnlyList<Option> FieldOptions(string unfitHeading)
    {
        var hasSource = Input.SourceDatasetId is not null || Input.SourceFlowId is not null;
        IReadOnlyList<Option> offered = hasSource
            ? [.. Dossier.FieldsOf(Input.SourceDatasetId, Input.SourceFlowId).Order(StringComparer.Ordinal).Select(id => Field(id, null))]
            : [.. Dossier.Items.GroupBy(i => i.TypeId, StringComparer.Ordinal).Select(g => Field(g.Key, Whereabouts([.. g.Select(i => i.DatasetId)])))];
        return [.. Input.Fields.Where(f => offered.All(o => o.Value != f)).Select(f => Field(f, unfitHeading)), .. offered];
    }

    protected override IReadOnlyList<DataFlow> Rows => Dossier.Flows;

    protected override DataFlow NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Service.Id };

    protected override string Back
    {
        get
        {
            var index = Dossier.Flows.ToList().FindIndex(f => f.Id == Id);
            return index < PagedList.Size ? "flows#table" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"flows?p={(index / PagedList.Size) + 1}#table");
        }
    }

    protected override DataFlowDetails Prefill() => new()
    {
        SourceDatasetId = Guid.TryParse(Request.Query["dataset"], out var dataset) && Dossier.Datasets.Any(d => d.Id == dataset) ? dataset : null,
    };

    protected override string NameOf(DataFlowDetails details) => details.Name;

    public override Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Input.Fields = [.. (Input.Fields ?? []).Distinct(StringComparer.Ordinal)];
        // A name that nobody chose says who receives it; it goes with the recipient.
        if (Rows.FirstOrDefault(r => r.Id == Id) is { } stored && Input.Name == stored.Name && stored.Name == Dossier.UsualNameOf(stored) && Input.RecipientId is not null)
            Input.Name = Dossier.UsualNameOf(Input);
        return base.OnPostAsync(cancellationToken);
    }

    protected override string Show(PropertyInfo property, DataFlowDetails details) => property.Name switch
    {
        nameof(DataFlowDetails.SourceDatasetId) => details.SourceDatasetId is { } id ? Datasets.FirstOrDefault(o => o.Value == id.ToString())?.Text ?? "" : "",
        nameof(DataFlowDetails.SourceFlowId) => details.SourceFlowId is { } id ? $"{Dossier.Code(id)} {Dossier.Flows.FirstOrDefault(f => f.Id == id)?.Name}" : "",
        nameof(DataFlowDetails.PurposeId) => Dossier.Purposes.FirstOrDefault(p => p.Id == details.PurposeId)?.Name ?? "",
        _ => base.Show(property, details),
    };

    private string Whereabouts(IReadOnlyList<Guid> datasetIds) => datasetIds is [var only]
        ? $"{Dossier.Code(only)} {Dossier.Datasets.FirstOrDefault(d => d.Id == only)?.Name}"
        : string.Join(", ", datasetIds.Select(Dossier.Code));

    private Option Field(string typeId, string? group)
    {
        var term = Dossier.Term(typeId);
        return new(typeId, term.Name, term.Text, group);
    }
}
