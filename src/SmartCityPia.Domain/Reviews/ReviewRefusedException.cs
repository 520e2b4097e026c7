using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>A review action broke a named rule. Nothing was changed.</summary>
public sealed class ReviewRefusedException : Exception
{
    private ReviewRefusedException(FieldError error) : base(error.Rule) => Error = error;

    public FieldError Error { get; }

    /// <summary>The person may not do this.</summary>
    public bool IsForbidden { get; private init; }

    /// <summary>The action doesn't fit the review's present state.</summary>
    public bool IsWrongState { get; private init; }

    internal static ReviewRefusedException Forbidden(FieldError error) => new(error) { IsForbidden = true };

    internal static ReviewRefusedException WrongState(FieldError error) => new(error) { IsWrongState = true };

    /// <summary>Another person changed the review after the page was loaded.</summary>
    public static ReviewRefusedException Outdated() => WrongState(new("", "ReviewMovedOn"));

    internal static ReviewRefusedException Invalid(FieldError error) => new(error);
}
