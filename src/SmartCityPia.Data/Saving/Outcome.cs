using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Data.Saving;

/// <summary>The result of a write. Except for <see cref="Done"/>, nothing was written.</summary>
public abstract record Outcome
{
    /// <summary>True if it was written, false if another person was faster.</summary>
    /// <exception cref="InvalidOperationException">It was refused for a reason that the caller doesn't expect.</exception>
    public bool WasFirst() => this switch
    {
        Done => true,
        Changed or Taken => false,
        _ => throw new InvalidOperationException($"Nothing was written: {this}."),
    };

    /// <summary>It is stored as requested; also if a double click had stored it already.</summary>
    public record Done : Outcome;

    /// <param name="What">The created object.</param>
    public sealed record Done<T>(T What) : Done;

    /// <summary>Rules are broken. An error without a field is about the whole form.</summary>
    public record Invalid(IReadOnlyList<FieldError> Errors) : Outcome;

    /// <summary>A unique value is taken.</summary>
    /// <param name="Constraint">The name of the database constraint.</param>
    public sealed record Taken(string Constraint, FieldError Error) : Invalid([Error]);

    /// <summary>It was refused for a reason that belongs to no single field.</summary>
    /// <param name="Why">The reason.</param>
    public sealed record Blocked<T>(T Why) : Outcome;

    /// <summary>The person may not do this.</summary>
    public sealed record Forbidden(FieldError Error) : Outcome;

    /// <summary>Another person saved the row first; both texts are shown.</summary>
    public sealed record Conflict(IVersioned Theirs, string ChangedBy) : Outcome;

    /// <summary>Another person saved some of several rows first.</summary>
    /// <param name="Between">Both texts of each.</param>
    public sealed record Disputed<T>(T Between) : Outcome;

    /// <summary>Another person acted first, so the page is outdated.</summary>
    public sealed record Changed : Outcome;

    /// <summary>Another person removed the row; the input can be saved as a new row.</summary>
    public sealed record Gone : Outcome;

    /// <summary>There is no such row here.</summary>
    public sealed record NotFound : Outcome;

    /// <summary>The assessment was closed while the page was open.</summary>
    public sealed record Closed : Outcome;
}
