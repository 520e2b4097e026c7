using SmartCityPia.Domain.Assessments;

namespace SmartCityPia.Data.Mapping;

internal sealed class TensionMapping : AssessmentRowMapping<Tension>;
