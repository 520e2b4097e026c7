using System.Text.Json.Serialization;
using SmartCityPia.Analysis.City;

namespace SmartCityPia.Domain.Catalogue;

public enum ControlKind
{
    /// <summary>Built into the system.</summary>
    Engineering,
    /// <summary>Done by people, again and again.</summary>
    Organisational,
    /// <summary>Promised in writing.</summary>
    Contractual,
    /// <summary>Tells people and hears them.</summary>
    Transparency,
    /// <summary>Decided by a body with power over the service.</summary>
    Governance,
}

/// <summary>Where a control is attached.</summary>
public enum ControlScope
{
    /// <summary>To a dataset or flow.</summary>
    Data,
    /// <summary>To an organisation that holds data.</summary>
    Holder,
}

/// <summary>What a control's effect acts on.</summary>
public enum ControlEffectKind
{
    /// <summary>The confidence of a rule is multiplied by the factor.</summary>
    Rule,
    /// <summary>The strength of a link key is multiplied by the factor.</summary>
    Key,
    /// <summary>The confidence with which a field is known is multiplied by the factor.</summary>
    Field,
    /// <summary>A field's identifier domain becomes the holder's own, so that it no longer matches elsewhere.</summary>
    Domain,
    /// <summary>The field is not there any more.</summary>
    Remove,
    /// <summary>Facets of a field or of the holding become stricter.</summary>
    Set,
}

/// <summary>Facets that become stricter: of a field or a class of fields, or without a type of the holding.</summary>
public sealed record ControlSet
{
    /// <summary>Id of an attribute type, the name of a class, or <c>any</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Of a code, or of the holding.</summary>
    public double? Days { get; init; }
    public double? Metres { get; init; }
    public double? Seconds { get; init; }
    public double? Group { get; init; }
    public CityForm? Form { get; init; }
    public double? Events { get; init; }
    public CityAccess? Access { get; init; }
}

/// <summary>One effect: exactly one of the six targets is set.</summary>
public sealed record ControlEffect
{
    /// <summary>Id of a rule.</summary>
    public string? Rule { get; init; }

    /// <summary>Attribute type or class of link keys.</summary>
    public string? Key { get; init; }

    /// <summary>Id of an attribute type.</summary>
    public string? Field { get; init; }

    /// <summary>Id of an attribute type or the name of a class, and the word <c>own</c>.</summary>
    public IReadOnlyList<string>? Domain { get; init; }

    /// <summary>Id of an attribute type.</summary>
    public string? Remove { get; init; }

    public ControlSet? Set { get; init; }

    /// <summary>0 to 1; for rules, keys and fields only.</summary>
    public double? Factor { get; init; }

    [JsonIgnore]
    public ControlEffectKind Kind =>
        Rule is not null ? ControlEffectKind.Rule
        : Key is not null ? ControlEffectKind.Key
        : Field is not null ? ControlEffectKind.Field
        : Domain is not null ? ControlEffectKind.Domain
        : Remove is not null ? ControlEffectKind.Remove
        : ControlEffectKind.Set;

    /// <summary>The id or class that the effect acts on; empty for the holding itself.</summary>
    [JsonIgnore]
    public string Target => Rule ?? Key ?? Field ?? (Domain is [var type, ..] ? type : Remove ?? Set?.Type) ?? "";
}

/// <summary>A measure. One entry of <c>controls.json</c>.</summary>
public sealed record Control
{
    /// <summary>C01 to C75.</summary>
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required ControlKind Kind { get; init; }
    public required ControlScope Scope { get; init; }

    /// <summary>Controls of one mechanism overlap: together they are as strong as the strongest, never stronger.</summary>
    public required string Mechanism { get; init; }

    /// <summary>What it does, in one sentence.</summary>
    public required string Plain { get; init; }

    /// <summary>The officer chooses the attribute type it acts on, and the control removes it; <see cref="Effects"/> is empty.</summary>
    public bool ChoosesType { get; init; }

    /// <summary>People undertake to do or leave something, and nothing else stops them: it counts only where something shows that it is kept.</summary>
    public bool Promise { get; init; }

    /// <summary>Empty where the control helps people or compliance without making an inference harder.</summary>
    public required IReadOnlyList<ControlEffect> Effects { get; init; }

    /// <summary>Rules of the reference that the control looks as if it stopped, but does not.</summary>
    public IReadOnlyList<string> Leaves { get; init; } = [];

    /// <summary>Threat types it answers: L, I, Nr, D, DD, U, Nc.</summary>
    public required IReadOnlyList<string> Linddun { get; init; }

    /// <summary>The assumption under which it works.</summary>
    public string? Note { get; init; }

    /// <summary>The factors are estimates; false only where there are none.</summary>
    public required bool Estimate { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}
