using SmartCityPia.Data;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>Exports the description of an assessment's service, for everyone who may read the assessment.</summary>
public sealed class ExportAssessmentModel(PiaDbContext db) : ExportModel(db);
