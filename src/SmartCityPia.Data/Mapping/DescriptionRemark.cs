using SmartCityPia.Domain.Submissions;

namespace SmartCityPia.Data.Mapping;

internal sealed class DescriptionRemarkMapping : AssessmentRowMapping<DescriptionRemark>;
