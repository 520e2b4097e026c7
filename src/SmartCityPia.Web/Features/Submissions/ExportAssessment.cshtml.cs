using SmartCityPia.Data;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>The description of an assessment's service, for those who may read the assessment.</summary>
public sealed class ExportAssessmentModel(PiaDbContext db) : ExportModel(db);
