using SmartCityPia.Data.Stamps;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Dossiers;

/// <summary>Equal keys, equal dossiers.</summary>
public sealed record DossierKey(Guid AssessmentId, Guid Stamp, Guid Directory);

/// <summary>An assessment with the stamps of what is kept about it, read in one query.</summary>
public sealed class StampedAssessment
{
    public required Assessment Assessment { get; init; }

    public required Guid Stamp { get; init; }

    public required Guid Directory { get; init; }

    /// <summary>Another when other versions or coalitions make the city.</summary>
    public required Guid City { get; init; }

    public DossierKey Key => new(Assessment.Id, Stamp, Directory);
}

public static class AssessmentsWithStamps
{
    public static IQueryable<StampedAssessment> WithStamps(this IQueryable<Assessment> assessments, PiaDbContext db) =>
        from a in assessments
        join s in db.Set<DossierStamp>() on a.Id equals s.AssessmentId
        from directory in db.Set<SharedStamp>().Where(d => d.Name == SharedStamp.Directory)
        from city in db.Set<SharedStamp>().Where(c => c.Name == SharedStamp.City)
        select new StampedAssessment { Assessment = a, Stamp = s.Stamp, Directory = directory.Stamp, City = city.Stamp };
}
