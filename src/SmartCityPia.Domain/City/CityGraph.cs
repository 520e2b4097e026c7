using System.Collections.Frozen;
using SmartCityPia.Analysis.City;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;

namespace SmartCityPia.Domain.City;

/// <summary>One service as the city knows it: the description in a frozen version, or a draft under assessment.</summary>
/// <param name="Sha256">Of the frozen version; null for a draft.</param>
/// <param name="FrozenAt">Null for a draft.</param>
/// <param name="Dossier">Of which only the description is looked at.</param>
public sealed record CityPart(Guid ServiceId, Guid AssessmentId, int VersionNumber, string? Sha256, DateTimeOffset? FrozenAt, Dossier Dossier)
{
    public string Reference => Dossier.Head.Reference;

    public string Service => Dossier.Service.Name;

    public static CityPart Draft(Dossier dossier) => new(dossier.Service.OwnerId, dossier.Head.AssessmentId, 0, null, null, dossier);
}

/// <summary>
/// The union of all services' descriptions: what the city's organisations hold and pass on. Nobody types it. Services
/// meet in their organisations, which they share, and in the identifier domains they name alike.
/// </summary>
public sealed class CityGraph : IHoldings
{
    private readonly FrozenDictionary<Guid, Holding> _holdings;
    private readonly FrozenDictionary<Guid, CityPart> _partOf;
    private readonly Lazy<CityModel> _model;
    private readonly Lazy<FrozenDictionary<Guid, Holding>> _outside;
    private readonly Lazy<Given> _given;
    private readonly Lazy<CityGraph?> _planned;
    private readonly bool _isPlanned;

    /// <param name="parts">At most one per service.</param>
    /// <param name="declared">Coalitions that officers declared; those that follow from the descriptions are added.</param>
    /// <param name="asPlanned">Not as it is today, but once all that the services plan is in place.</param>
    public CityGraph(IReadOnlyList<CityPart> parts, IReadOnlyList<Together>? declared = null, PiaCatalogue? catalogue = null, bool asPlanned = false)
    {
        _isPlanned = asPlanned;
        Catalogue = catalogue ?? PiaCatalogue.Current;
        Parts = [.. parts.OrderBy(p => p.Reference, StringComparer.Ordinal)];
        Declared = declared ?? [];
        var names = new Dictionary<Guid, OrganisationEntry>();
        // The youngest version knows the organisation's present name.
        foreach (var organisation in Parts.OrderBy(p => p.FrozenAt ?? DateTimeOffset.MaxValue).SelectMany(p => p.Dossier.Organisations))
            names[organisation.Id] = organisation;
        Organisations = names.ToFrozenDictionary();
        Together = Coalitions.Of(Parts, Declared, Organisations.Keys.ToHashSet());
        _partOf = Parts.SelectMany(p => HoldingIds(p.Dossier).Select(id => (id, p))).DistinctBy(x => x.id).ToFrozenDictionary(x => x.id, x => x.p);
        _holdings = _partOf.Select(x => x.Value.Dossier.Holding(x.Key)! with { Controls = [.. x.Value.Dossier.ControlsOn(x.Key).Order(StringComparer.Ordinal)] })
            .ToFrozenDictionary(h => h.Id, h => h with { Code = $"{h.Reference} {h.Code}" });
        _model = new(() => CityModel.Build(Union()));
        _outside = new(() => EngineCatalogue.OutsideHoldings(Catalogue, Model.Input).ToFrozenDictionary(h => h.Id));
        _given = new(() => new(Catalogue, Model));
        _planned = new(() => !_isPlanned && WhatIf.Planned(this).Count > 0 ? new(Parts, Declared, Catalogue, asPlanned: true) { Key = $"{Key}+planned" } : null);
    }

    /// <summary>Equal for equal cities: results that depend on nothing else are kept under it.</summary>
    public required string Key { get; init; }

    public PiaCatalogue Catalogue { get; }

    /// <summary>By reference.</summary>
    public IReadOnlyList<CityPart> Parts { get; }

    /// <summary>What officers declared.</summary>
    public IReadOnlyList<Together> Declared { get; }

    /// <summary>All groups to be looked at together, declared or plain from the descriptions.</summary>
    public IReadOnlyList<Together> Together { get; }

    /// <summary>Every organisation that some description names.</summary>
    public IReadOnlyDictionary<Guid, OrganisationEntry> Organisations { get; }

    /// <summary>Every dataset and every copy, by id.</summary>
    public IReadOnlyDictionary<Guid, Holding> Holdings => _holdings;

    /// <summary>Built when first asked for; see <see cref="CityId"/> for its names.</summary>
    public CityModel Model => _model.Value;

    /// <summary>The city once all that the services plan is in place; null where that changes nothing.</summary>
    public CityGraph? Planned => _planned.Value;

    /// <summary>Of a description, or an outside source.</summary>
    public Holding? Holding(Guid id) => _holdings.GetValueOrDefault(id) ?? _outside.Value.GetValueOrDefault(id);

    /// <summary>What is given in another form where the city's data lies.</summary>
    internal Given Given => _given.Value;

    /// <summary>How many services' data are among these; what people have without the city is none.</summary>
    internal int ServicesIn(IEnumerable<Guid> holdings) => holdings.Select(PartOf).OfType<CityPart>().Distinct().Count();

    public CityPart? PartOf(Guid holding) => _partOf.GetValueOrDefault(holding);

    public string OrganisationName(Guid? id) => id is { } known && Organisations.TryGetValue(known, out var entry) ? entry.Name : "";

    public CatalogueTerm Term(string id) => CatalogueTerm.From(Catalogue, id);

    /// <summary>The controls against a finding anywhere in the city, where no holding is anybody's own.</summary>
    public ProofControls ControlsAgainst(Finding finding) =>
        ProofControls.Of(Catalogue, id => PartOf(id)?.Dossier.ControlsOn(id) ?? new HashSet<string>(StringComparer.Ordinal), _ => true, finding);

    /// <summary>How grave it is to know this: 2 for a special category, 1 for what identifies, else 0.</summary>
    public int GravityOf(string typeId) => Catalogue.Types.ById.GetValueOrDefault(typeId) switch
    {
        { IsSpecial: true } => 2,
        { Identifying: true } => 1,
        _ => 0,
    };

    /// <summary>The city with this service as it stands in the dossier, instead of as it was last frozen.</summary>
    public CityGraph With(Dossier dossier) =>
        new([.. Parts.Where(p => p.ServiceId != dossier.Service.OwnerId), CityPart.Draft(dossier)], Declared, Catalogue) { Key = $"{Key}+{KeyOf(dossier)}" };

    /// <summary>The city without a service.</summary>
    public CityGraph Without(Guid serviceId) =>
        new([.. Parts.Where(p => p.ServiceId != serviceId)], Declared, Catalogue) { Key = $"{Key}-{CityId.Of(serviceId)}" };

    /// <summary>Of what the engine and its words read of a description: equal for equal descriptions.</summary>
    public static string KeyOf(Dossier dossier) => CanonicalJson.Sha256(CanonicalJson.Write(new Dossier
    {
        // Who wrote it and where it stands is no part of what it says.
        Head = dossier.Head with { LeadOfficer = "", Contributors = [], Status = default, Overruled = false, OverruleReason = null, DpoView = null, Dismissed = [] },
        Service = dossier.Service,
        Organisations = dossier.Organisations,
        Stakeholders = dossier.Stakeholders,
        Datasets = dossier.Datasets,
        Items = dossier.Items,
        Flows = dossier.Flows,
    }) + string.Join('\n', HoldingIds(dossier).Select(id => $"{id}|{string.Join(',', dossier.ControlsAt(id))}")));

    /// <summary>The city in the engine's terms, as it is also exported. Only holdings that the descriptions make whole are in it.</summary>
    private CityInput Union()
    {
        var cities = Parts.Select(p => ServiceAnalysis.CityOf(p.Dossier with { Catalogue = Catalogue }, _isPlanned)).ToList();
        var acting = cities.SelectMany(c => c.Organisations).Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        return new CityInput
        {
            Organisations = [.. acting.Order(StringComparer.Ordinal).Select(id => new CityOrganisation(id, OrganisationName(CityId.Parse(id))))],
            Datasets = [.. cities.SelectMany(c => c.Datasets)],
            Flows = [.. cities.SelectMany(c => c.Flows)],
            Coalitions = [.. Together.Select(t => t.Members.Select(CityId.Of).Where(acting.Contains).ToList()).Where(m => m.Count > 1)],
        }.With(Catalogue);
    }

    private static IEnumerable<Guid> HoldingIds(Dossier dossier) => dossier.Datasets.Select(d => d.Id).Concat(dossier.Flows.Select(f => f.Id));
}
