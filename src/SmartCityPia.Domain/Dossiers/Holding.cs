namespace SmartCityPia.Domain.Dossiers;

/// <summary>A dataset at its holder, or the copy that a flow made, as findings speak of it.</summary>
/// <param name="Code">What it is quoted by: "D2" in its own assessment, "PIA-2026-003 D2" elsewhere.</param>
/// <param name="HolderId">The organisation that has it; null where it is public or nobody is named.</param>
/// <param name="People">Whom the data is about, in the assessors' words.</param>
/// <param name="Service">The name of the service that describes it.</param>
/// <param name="Reference">The assessment that describes it.</param>
public sealed record Holding(Guid Id, string Code, string Name, bool IsFlow, Guid? HolderId, bool IsPublic, string? People, string Service, string Reference)
{
    /// <summary>Of another service's holding, the controls that act on its data there; the own ones are <see cref="Dossier.ControlsOn"/>.</summary>
    public IReadOnlyList<string> Controls { get; init; } = [];

    /// <summary>How many people the dataset is about; null where nobody has said.</summary>
    public int? PeopleCount { get; init; }

    /// <summary>Of a copy, the dataset that it was made from in the end.</summary>
    public Guid? OriginId { get; init; }
}

/// <summary>Where the data that findings speak of lies, in words: one service's dossier, or the whole city.</summary>
public interface IHoldings
{
    /// <summary>Null for an id that is no longer, or not yet, described.</summary>
    Holding? Holding(Guid id);

    string OrganisationName(Guid? id);

    /// <summary>The words for a catalogue id.</summary>
    CatalogueTerm Term(string id);
}
