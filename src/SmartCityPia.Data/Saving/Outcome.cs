using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Data.Saving;

/// <summary>What came of a write. Of all but <see cref="Done"/> nothing was written.</summary>
public abstract record Outcome
{
    /// <summary>True where it was done, false where somebody else was faster.</summary>
    /// <exception cref="InvalidOperationException">It was refused for a reason that the caller does not expect.</exception>
    public bool WasFirst() => this switch
    {
        Done => true,
        Changed or Taken => false,
        _ => throw new InvalidOperationException($"Nothing was written: {this}."),
    };

    /// <summary>It is as the person wanted it, also where a double click had done it already.</summary>
    public record Done : Outcome;

    /// <param name="What">What was made.</param>
    public sealed record Done<T>(T What) : Done;

    /// <summary>Rules are broken; an empty field means the form as a whole.</summary>
    public record Invalid(IReadOnlyList<FieldError> Errors) : Outcome;

    /// <summary>Somebody else has what only one can have.</summary>
    /// <param name="Constraint">The database's name of the rule.</param>
    public sealed record Taken(string Constraint, FieldError Error) : Invalid([Error]);

    /// <summary>What the person wants is no single field's matter.</summary>
    /// <param name="Why">What stands in the way.</param>
    public sealed record Blocked<T>(T Why) : Outcome;

    /// <summary>Not for this person.</summary>
    public sealed record Forbidden(FieldError Error) : Outcome;

    /// <summary>Somebody else saved it first; both texts are shown.</summary>
    public sealed record Conflict(IVersioned Theirs, string ChangedBy) : Outcome;

    /// <summary>Somebody else saved some of several first.</summary>
    /// <param name="Between">Both texts of each.</param>
    public sealed record Disputed<T>(T Between) : Outcome;

    /// <summary>Somebody else acted first: what the person saw is no longer so.</summary>
    public sealed record Changed : Outcome;

    /// <summary>Somebody else removed it; what was typed can be saved as a new row.</summary>
    public sealed record Gone : Outcome;

    /// <summary>No such row here.</summary>
    public sealed record NotFound : Outcome;

    /// <summary>The assessment was closed while the page was open.</summary>
    public sealed record Closed : Outcome;
}
