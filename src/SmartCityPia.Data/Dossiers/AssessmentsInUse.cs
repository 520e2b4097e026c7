using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Dossiers;

public static class AssessmentsInUse
{
    /// <summary>Those that nobody archived or withdrew: what lists of work, deadlines and reminders speak of.</summary>
    public static IQueryable<Assessment> InUse(this IQueryable<Assessment> assessments) => assessments.Where(a => a.ArchivedAt == null && a.WithdrawnAt == null);
}
