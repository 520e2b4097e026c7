namespace SmartCityPia.Domain.Register;

/// <summary>The parts of an entry in the public register, in the order they are read.</summary>
public enum PublicPart { What, Why, People, Data, Recipients, Learnt, Done, Choice, Decision, Contact }

/// <summary>One thing that the register can tell of a service, or hold back.</summary>
/// <param name="Key">The same in every version: what it is of, and the row's id where there is one, as in <c>data.0197…</c>.</param>
/// <param name="Text">A sentence or two. Without it nothing is told.</param>
/// <param name="Name">What other fields may call the row by; null where none do. No part of the leaf.</param>
public sealed record PublicField(string Key, PublicPart Part, string Text, string? Name = null)
{
    /// <summary>The row it tells of; null where it tells of the service as a whole.</summary>
    public Guid? RowId() => RowIdIn(Key);

    internal static Guid? RowIdIn(string key) => Guid.TryParseExact(key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..], "N", out var id) ? id : null;
}

/// <summary>Why a field is held back. The register names the reason in its place.</summary>
public enum RedactionReason { TradeSecret, Security, PersonalData, LawEnforcement, OngoingProceedings }
