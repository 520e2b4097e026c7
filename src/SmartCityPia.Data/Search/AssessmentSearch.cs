using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Search;

/// <summary>
/// What an assessment is found by: its service's name, its reference and its agency, in lower case and without accents.
/// Triggers keep it (Migrations/Initial.Search.sql); it is only read here.
/// </summary>
public sealed class AssessmentSearch
{
    public required Guid AssessmentId { get; init; }

    public required string Text { get; init; }

    /// <summary>A word as a pattern for <see cref="Text"/>, made by the database.</summary>
    public static string Pattern(string word) => throw new NotSupportedException("Only the database makes patterns.");
}

public static class AssessmentSearches
{
    /// <summary>Those in which every word is found; accents and case do not matter.</summary>
    public static IQueryable<Assessment> WithWords(this IQueryable<Assessment> assessments, IQueryable<AssessmentSearch> texts, IReadOnlyCollection<string> words)
    {
        if (words.Count == 0)
            return assessments;
        var found = words.Aggregate(texts, (rows, word) => rows.Where(r => EF.Functions.Like(r.Text, AssessmentSearch.Pattern(word), "\\")));
        return assessments.Where(a => found.Any(r => r.AssessmentId == a.Id));
    }
}
